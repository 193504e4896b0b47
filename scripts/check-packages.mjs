// Packs every public package and uses the tarballs as a newcomer would. `npm run check:packages`, after a build.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileApp, copyForBothFormats, installApp, runApp, runCommand } from './check-packages/apps.mjs'
import { missingIn, packAll, unwantedIn, wrongDependencies, wrongVersions } from './check-packages/pack.mjs'
import { attwProblems, publintProblems } from './check-packages/types.mjs'
import { check, finish } from './checks.mjs'
import { reachableFrom } from './imports.mjs'
import { root, shown } from './workspace.mjs'

const scratch = mkdtempSync(join(tmpdir(), 'im-callback-packages-'))
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

const packed = []
await check('npm pack', () => void packed.push(...packAll(scratch)))

for (const each of packed) {
  const { name } = each.manifest
  await check(`${name}: the tarball is complete`, () => missingIn(each))
  await check(`${name}: the tarball holds nothing else`, () => unwantedIn(each))
  await check(`${name}: no dependency that was not decided, no install script`, () => wrongDependencies(each))
  await check(`${name}: the version of lerna.json`, () => wrongVersions(each))
  await check(`${name}: publint`, () => publintProblems(each))
  await check(`${name}: attw`, () => attwProblems(each))
}

for (const file of ['esm/index.js', 'cjs/index.js', 'esm/fetch.js', 'cjs/fetch.js']) {
  await check(`core's ${file} runs where there is no Node`, () =>
    [...reachableFrom(join(root, 'packages/core/dist', file))].flatMap(([path, imports]) =>
      imports
        .filter(({ specifier }) => !specifier.startsWith('.'))
        .map(({ specifier }) => `${shown(path)} loads ${specifier}`),
    ),
  )
}

/** `@im-callback/core`, `@im-callback/core/node`, … */
const entries = packed.flatMap(({ manifest }) =>
  Object.keys(manifest.exports)
    .filter((entry) => entry !== './package.json')
    .map((entry) => manifest.name + entry.slice(1)),
)

const commonjs = await app('commonjs', {})
if (commonjs !== undefined) {
  await runAll('commonjs', commonjs, 'main.cjs')
  for (const name of packed.flatMap(({ manifest }) => Object.keys(manifest.bin ?? {}))) {
    await check(`commonjs: ${name} --help`, () => runCommand(commonjs, name))
  }
}

const esm = await app('esm', { manifest: { type: 'module' } })
if (esm !== undefined) await runAll('esm', esm, 'main.mjs')

const typescript = await app('typescript', { isTyped: true })
if (typescript !== undefined) {
  copyForBothFormats(typescript)
  for (const config of ['nodenext', 'bundler', 'edge']) {
    await check(`typescript: compiles with tsconfig.${config}.json`, () =>
      compileApp(typescript, `tsconfig.${config}.json`),
    )
  }
}

finish()

async function app(name, options) {
  let folder
  if (packed.length > 0) {
    await check(`${name}: npm install`, () => {
      folder = installApp(name, { scratch, packed, ...options })
    })
  }
  return folder
}

async function runAll(name, folder, file) {
  for (const { name: what, problem } of runApp(folder, file, entries)) {
    await check(`${name}: ${what}`, () => (problem === undefined ? [] : [problem]))
  }
}
