// Installs the tarballs into small apps, as a user would.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../workspace.mjs'
import { current } from './versions.mjs'

const templates = join(root, 'scripts', 'check-packages', 'apps')

/**
 * Makes an app from its template, with the tarballs and with others' packages by name; answers its folder. Throws when
 * npm cannot install it.
 */
export function installApp(name, { scratch, packed, others, template = name, type, versions = current }) {
  const folder = join(scratch, name)
  mkdirSync(folder)
  cpSync(join(templates, template), folder, { recursive: true })
  cpSync(join(templates, 'post-callback.cjs'), join(folder, 'post-callback.cjs'))
  const dependencies = Object.fromEntries([
    ...packed.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`]),
    ...others.map((each) => [each, versions[each]]),
  ])
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type, dependencies }))
  const { status, stderr } = npm(['install', '--prefer-offline', '--no-audit', '--no-fund'], folder)
  if (status !== 0) throw new Error(`npm install failed:\n${stderr}`)
  return folder
}

/** The same source as Node sees it in an ESM and in a CommonJS package. */
export function copyForBothFormats(folder) {
  for (const ending of ['mts', 'cts'])
    cpSync(join(folder, 'moderation.ts'), join(folder, `moderation.${ending}`))
}

/** Every command a package installs answers `--help`. */
export function runCommand(folder, name) {
  const { status, stdout, stderr } = npm(['exec', '--no', '--', name, '--help'], folder)
  return status === 0 && stdout.trim() !== '' ? [] : [`ended with ${status}\n${stdout}${stderr}`]
}

function npm(args, cwd) {
  return spawnSync('npm', args, { cwd, encoding: 'utf8', timeout: 180_000 })
}
