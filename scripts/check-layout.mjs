// The rules of the house, each as one check. `npm run check:layout`
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { check, finish } from './checks.mjs'
import { missingFromLock } from './complete-lock.mjs'
import { importsOf, reachableFrom, resolveRelative } from './imports.mjs'
import { filesBelow, packages, publicPackages, readJson, root, shown } from './workspace.mjs'

const scope = '@im-callback/'
/** Who may import whom. A package that is not listed may import none of the others; private ones import what they like. */
const arrows = {
  core: [],
  express: ['core'],
  fastify: ['core'],
  koa: ['core'],
  nestjs: ['core'],
  redis: ['core'],
  sqlite: ['core'],
  bullmq: ['core'],
  openim: ['core'],
  rest: ['core'],
  'customer-service': ['core'],
  testing: ['core'],
  cli: ['core', 'testing'],
}
/** Each of them is for one framework, which it has as a peer. */
const adapters = ['express', 'fastify', 'koa', 'nestjs']

const sourcesOf = (folder) => filesBelow(join(folder, 'src'), (path) => path.endsWith('.ts'))
const testsOf = (folder) => filesBelow(join(folder, 'test'), (path) => path.endsWith('.ts'))
const linesOf = (path) => readFileSync(path, 'utf8').trimEnd().split('\n').length
const at = (path, { line, specifier }) => `${shown(path)}:${line} imports ${specifier}`

/** `@im-callback/core/node` -> `core`; undefined for modules that are not ours. */
const packageNamed = (specifier) =>
  specifier.startsWith(scope) ? specifier.slice(scope.length).split('/')[0] : undefined

await check('imports between packages follow the arrows', () =>
  publicPackages.flatMap(({ folder }) => {
    const self = basename(folder)
    const allowed = [self, ...(arrows[self] ?? [])]
    return sourcesOf(folder).flatMap((path) =>
      importsOf(path)
        .filter(
          ({ specifier }) =>
            packageNamed(specifier) !== undefined && !allowed.includes(packageNamed(specifier)),
        )
        .map(
          (wrong) =>
            `${at(path, wrong)}; ${self} may import: ${allowed.slice(1).join(', ') || 'no other package'}`,
        ),
    )
  }),
)

await check('core imports nothing but node:, adapters their peers besides', () =>
  publicPackages
    .filter(({ folder }) => ['core', ...adapters].includes(basename(folder)))
    .flatMap(({ folder, manifest }) => {
      const peers = Object.keys(manifest.peerDependencies ?? {})
      const isPeer = ({ specifier }) =>
        peers.some((peer) => specifier === peer || specifier.startsWith(`${peer}/`))
      return sourcesOf(folder).flatMap((path) =>
        importsOf(path)
          .filter((each) => !/^(?:\.|node:|@im-callback\/)/.test(each.specifier) && !isPeer(each))
          .map((wrong) => at(path, wrong)),
      )
    }),
)

await check('packages are imported by their public entries', () => {
  const entries = new Set(
    packages.flatMap(({ manifest }) =>
      Object.keys(manifest.exports ?? {}).map((entry) => manifest.name + entry.slice(1)),
    ),
  )
  const folders = [...packages.map(({ folder }) => folder), ...examples()]
  return folders.flatMap((folder) =>
    [...sourcesOf(folder), ...testsOf(folder)].flatMap((path) =>
      importsOf(path)
        .filter(({ specifier }) => isHidden(specifier, path, folder, entries))
        .map((wrong) => `${at(path, wrong)}, which is no public entry`),
    ),
  )
})

for (const [name, entry] of [
  ['core', 'index'],
  ['core', 'fetch'],
  ['rest', 'index'],
]) {
  await check(`${name}'s ${entry} entry reaches no node: module`, () =>
    [...reachableFrom(join(root, `packages/${name}/src/${entry}.ts`), { typesToo: true })].flatMap(
      ([path, imports]) =>
        imports.filter(({ specifier }) => specifier.startsWith('node:')).map((wrong) => at(path, wrong)),
    ),
  )
}

await check("customer-service's client entry reaches no node: module", () =>
  [...reachableFrom(join(root, 'packages/customer-service/src/client.ts'), { typesToo: true })].flatMap(
    ([path, imports]) =>
      imports.filter(({ specifier }) => specifier.startsWith('node:')).map((wrong) => at(path, wrong)),
  ),
)

await check('no import circles inside a package', () =>
  packages.flatMap(({ folder }) =>
    circlesAmong(sourcesOf(folder)).map((circle) => circle.map(shown).join(' -> ')),
  ),
)

await check('adapter source files are under 120 lines', () =>
  adapters
    .flatMap((name) => sourcesOf(join(root, 'packages', name)))
    .filter((path) => linesOf(path) >= 120)
    .map((path) => `${shown(path)} has ${linesOf(path)} lines`),
)

await check('test files that run the adapter conformance suite are under 40 lines', () =>
  adapters
    .flatMap((name) => testsOf(join(root, 'packages', name)))
    .filter((path) => readFileSync(path, 'utf8').includes('adapterConformance') && linesOf(path) >= 40)
    .map((path) => `${shown(path)} has ${linesOf(path)} lines`),
)

await check('no test is left out', () =>
  [...packages.map(({ folder }) => folder), ...examples()]
    .flatMap((folder) => [...testsOf(folder), ...sourcesOf(folder)])
    .flatMap((path) =>
      linesMatching(path, [/\b(?:describe|it|test)\.(?:only|skip|todo)\b/, /\b[fx](?:it|describe|test)\(/]),
    ),
)

await check('generated files say so in their first line', () =>
  packages
    .flatMap(({ folder }) => sourcesOf(folder))
    .filter(
      (path) => path.includes('/generated/') && !/generated/i.test(readFileSync(path, 'utf8').split('\n')[0]),
    )
    .map(shown),
)

await check('every package carries the LICENSE of the root', () =>
  publicPackages
    .filter(({ folder }) => licenseIn(folder) !== licenseIn(root))
    .map(({ folder }) => `${shown(folder)}/LICENSE is missing or differs; copy the one of the root`),
)

await check('the lock file describes every platform: npm ci refuses it otherwise', () =>
  missingFromLock(readJson(join(root, 'package-lock.json')).packages).map(
    ({ name }) => `${name} is missing; run: npm run lock:complete`,
  ),
)

await check('the lock file names no host', () =>
  Object.entries(readJson(join(root, 'package-lock.json')).packages)
    .filter(([, { resolved }]) => /^(?:git\+)?(?:https?|ssh):/.test(resolved ?? ''))
    .map(([name, { resolved }]) => `${name} is resolved from ${resolved}`),
)

await check('no file names a package registry or a path of this machine', () => {
  // Of one level, as in a container, they are everyday words: `/src`, `/app`.
  const deep = [root, homedir()].filter((path) => path.split('/').length > 2)
  const machine = deep.map((path) => new RegExp(`(?<![\\w.:/-])${escaped(path)}\\b`))
  const anyones = [/(?<![\w.:/-])\/(?:root|home\/\w+|Users\/\w+)\//, /\bregistry\.[\w-]+\.\w+/]
  return filesBelow(root, isText).flatMap((path) => linesMatching(path, [...machine, ...anyones]))
})

finish()

function examples() {
  return [
    ...new Set(
      filesBelow(join(root, 'examples')).map((path) => join(root, ...shown(path).split('/').slice(0, 2))),
    ),
  ]
}

/** An entry that package.json does not export, or a relative path out of the own package. */
function isHidden(specifier, path, folder, entries) {
  if (packageNamed(specifier) !== undefined) return !entries.has(specifier)
  return specifier.startsWith('.') && !resolveRelative(path, specifier).startsWith(join(folder, '/'))
}

/** The first circle found from each file, by the imports that are still there after compiling. */
function circlesAmong(files) {
  const circles = []
  const done = new Set()
  const visit = (path, trail) => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path])
    if (done.has(path) || trail.includes(path)) return
    for (const { specifier, isTypeOnly } of importsOf(path)) {
      if (!isTypeOnly && specifier.startsWith('.')) visit(resolveRelative(path, specifier), [...trail, path])
    }
    done.add(path)
  }
  for (const path of files) visit(path, [])
  return circles
}

function linesMatching(path, patterns) {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      patterns.some((pattern) => pattern.test(line))
        ? [`${shown(path)}:${index + 1} ${line.trim().slice(0, 120)}`]
        : [],
    )
}

function isText(path) {
  return /\.(?:[cm]?[jt]sx?|json|md|ya?ml|html|css|sh|sql)$|\/(?:run|LICENSE|\.npmrc|\.gitignore)$/.test(path)
}

function licenseIn(folder) {
  const path = join(folder, 'LICENSE')
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
