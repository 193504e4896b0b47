// Packs every public package and uses the tarballs as a newcomer would. `npm run check:packages`, after a build.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyForBothFormats, installApp, runCommand } from './check-packages/apps.mjs'
import { missingIn, packAll, unwantedIn, wrongDependencies, wrongVersions } from './check-packages/pack.mjs'
import { compileApp, runApp, testApp } from './check-packages/run.mjs'
import { attwProblems, publintProblems } from './check-packages/types.mjs'
import { current, withNest11 } from './check-packages/versions.mjs'
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

for (const [name, files, others] of [
  ['core', ['esm/index.js', 'cjs/index.js', 'esm/fetch.js', 'cjs/fetch.js'], []],
  ['rest', ['esm/index.js', 'cjs/index.js'], ['@im-callback/core']],
]) {
  for (const file of files) {
    await check(`${name}'s ${file} runs where there is no Node`, () =>
      [...reachableFrom(join(root, `packages/${name}/dist`, file))].flatMap(([path, imports]) =>
        imports
          .filter(({ specifier }) => !specifier.startsWith('.') && !others.includes(specifier))
          .map(({ specifier }) => `${shown(path)} loads ${specifier}`),
      ),
    )
  }
}

/** `@im-callback/core`, `@im-callback/core/node`, … */
const entries = packed.flatMap(({ manifest }) =>
  Object.keys(manifest.exports)
    .filter((entry) => entry !== './package.json')
    .map((entry) => manifest.name + entry.slice(1)),
)
const javaScript = { ENTRIES: JSON.stringify(entries) }
const nest = ['@nestjs/common', '@nestjs/core', 'reflect-metadata', 'rxjs']
const frameworks = ['express', 'fastify', 'koa', 'hono', '@hono/node-server', ...nest]

const commonjs = await app('commonjs', { others: frameworks })
if (commonjs !== undefined) {
  await runAll('commonjs', commonjs, 'main.cjs', javaScript)
  await runAll('commonjs, without Node', commonjs, 'edge.cjs')
  for (const name of packed.flatMap(({ manifest }) => Object.keys(manifest.bin ?? {}))) {
    await check(`commonjs: ${name} --help`, () => runCommand(commonjs, name))
  }
}

const esm = await app('esm', { type: 'module', others: frameworks })
if (esm !== undefined) await runAll('esm', esm, 'main.mjs', javaScript)

const compiler = ['typescript', '@types/node']
const typescript = await app('typescript', {
  others: [...frameworks, ...compiler, '@types/express', '@types/koa'],
})
if (typescript !== undefined) {
  copyForBothFormats(typescript)
  for (const config of ['nodenext', 'bundler', 'edge']) {
    await check(`typescript: compiles with tsconfig.${config}.json`, () =>
      compileApp(typescript, `tsconfig.${config}.json`),
    )
  }
}

const jest = ['jest', '@types/jest', '@swc/jest', '@swc/core', '@nestjs/testing']
const platforms = ['@nestjs/platform-express', '@nestjs/platform-fastify', '@types/express']
const nestApps = [
  {
    name: 'nest-12-esm',
    type: 'module',
    versions: current,
    tests: { 'jest.esm.json': { NODE_OPTIONS: '--experimental-vm-modules' }, 'jest.commonjs.json': {} },
  },
  { name: 'nest-11-commonjs', type: 'commonjs', versions: withNest11, tests: { 'jest.nest-11.json': {} } },
]
for (const { name, tests, ...kind } of nestApps) {
  const folder = await app(name, {
    ...kind,
    template: 'nest',
    packed: packed.filter(({ manifest }) => /\/(?:core|nestjs|testing)$/.test(manifest.name)),
    others: [...nest, ...platforms, ...compiler, ...jest],
  })
  if (folder === undefined) continue
  await check(`${name}: compiles`, () => compileApp(folder, 'tsconfig.json'))
  await runAll(name, folder, 'dist/main.js', { IM_CALLBACK_TOKEN: 'a-token' })
  for (const [config, env] of Object.entries(tests)) {
    await check(`${name}: its own tests with ${config}`, () => testApp(folder, config, env))
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

async function runAll(name, folder, file, env) {
  for (const { name: what, problem } of runApp(folder, file, env)) {
    await check(`${name}: ${what}`, () => (problem === undefined ? [] : [problem]))
  }
}
