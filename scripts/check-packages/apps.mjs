// Installs the tarballs into small apps, as a user would, and runs them.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packages, readJson, root } from '../workspace.mjs'

const templates = join(root, 'scripts', 'check-packages', 'apps')

/** The versions this repository itself is developed against. */
const versions = Object.assign({}, ...packages.map(({ manifest }) => manifest.devDependencies), {
  ...readJson(join(root, 'package.json')).devDependencies,
})
const frameworks = ['express', 'koa', 'hono', '@hono/node-server']
const types = ['typescript', '@types/node', '@types/express', '@types/koa']

/** Makes an app from its template; answers its folder. Throws when npm cannot install it. */
export function installApp(name, { scratch, packed, manifest = {}, isTyped = false }) {
  const folder = join(scratch, name)
  mkdirSync(folder)
  cpSync(join(templates, name), folder, { recursive: true })
  cpSync(join(templates, 'post-callback.cjs'), join(folder, 'post-callback.cjs'))
  const dependencies = Object.fromEntries([
    ...packed.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`]),
    ...[...frameworks, ...(isTyped ? types : [])].map((each) => [each, versions[each]]),
  ])
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, ...manifest, dependencies }))
  const { status, stderr } = npm(['install', '--prefer-offline', '--no-audit', '--no-fund'], folder)
  if (status !== 0) throw new Error(`npm install failed:\n${stderr}`)
  return folder
}

/** Runs a program of an app: each line it prints is one check, `{ name, problem? }`; the last one says that it is through. */
export function runApp(folder, file, entries) {
  const run = spawnSync(process.execPath, [file], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, ENTRIES: JSON.stringify(entries), IM_SDK_APP_ID: '', IM_CALLBACK_TOKEN: '' },
  })
  const results = run.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
  if (run.status !== 0 || results.pop()?.name !== 'end') {
    results.push({ name: 'runs to its end', problem: `${run.error ?? ''}${run.stdout}${run.stderr}` })
  }
  return results
}

/** The same source as Node sees it in an ESM and in a CommonJS package. */
export function copyForBothFormats(folder) {
  for (const ending of ['mts', 'cts'])
    cpSync(join(folder, 'moderation.ts'), join(folder, `moderation.${ending}`))
}

/**
 * Compiles with `skipLibCheck: false`, so our declarations are checked in full. What other packages' declarations get
 * wrong among themselves is printed and not counted.
 */
export function compileApp(folder, config) {
  const tsc = join(folder, 'node_modules/typescript/bin/tsc')
  const args = [tsc, '-p', config, '--noEmit', '--pretty', 'false']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  const errors = (stdout + stderr).split(/\n(?!\s)/).filter((text) => text.trim() !== '')
  const foreign = errors.filter((text) => /^node_modules\/(?!@im-callback\/)/.test(text))
  for (const text of foreign) console.log(`not ours: ${text}`)
  if (status !== 0 && errors.length === 0) return [`tsc ended with ${status}`]
  return errors.filter((text) => !foreign.includes(text))
}

/** Every command a package installs answers `--help`. */
export function runCommand(folder, name) {
  const { status, stdout, stderr } = npm(['exec', '--no', '--', name, '--help'], folder)
  return status === 0 && stdout.trim() !== '' ? [] : [`ended with ${status}\n${stdout}${stderr}`]
}

function npm(args, cwd) {
  return spawnSync('npm', args, { cwd, encoding: 'utf8', timeout: 180_000 })
}
