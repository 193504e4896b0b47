// Packs every public package as `npm publish` would.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { publicPackages, readJson, root } from '../workspace.mjs'

/** One call for all packages: folder and manifest, the tarball, and the paths inside it. */
export function packAll(destination) {
  const args = [
    'pack',
    '--json',
    '--pack-destination',
    destination,
    ...publicPackages.map(({ folder }) => folder),
  ]
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`npm pack failed:\n${stderr}`)
  const packed = Object.values(JSON.parse(stdout))
  return publicPackages.map((each) => {
    const { filename, files } = packed.find(({ name }) => name === each.manifest.name)
    return { ...each, tarball: join(destination, filename), paths: files.map(({ path }) => path) }
  })
}

/** What a tarball may hold: the build, and the three files every package has. */
const allowed = /^(?:package\.json|README\.md|LICENSE|dist\/(?:(?!\.)[^/]+\/)*(?!\.)[^/]+)$/

export function unwantedIn({ paths }) {
  return paths.filter((path) => !allowed.test(path)).map((path) => `${path} does not belong into the tarball`)
}

export function missingIn({ paths }) {
  const needed = {
    'README.md': 'every package explains itself on its npm page: write one beside package.json',
    LICENSE: 'copy the one of the root beside package.json',
    'dist/esm/index.js': 'build first: npm run build',
    'dist/cjs/index.js': 'build first: npm run build',
    'dist/cjs/package.json': 'it marks the build as CommonJS: npm run build',
  }
  return Object.entries(needed)
    .filter(([path]) => !paths.includes(path))
    .map(([path, fix]) => `${path} is missing; ${fix}`)
}

const ours = '@im-callback/'
/** Run-time dependencies, each a decision. Packages that are not listed have none: core and the adapters never will. */
const dependencies = {
  '@im-callback/bullmq': ['bullmq', 'ioredis'],
  '@im-callback/sqlite': ['@photostructure/sqlite'],
  '@im-callback/cli': ['@im-callback/core', '@im-callback/testing', 'commander', 'fastest-levenshtein'],
  '@im-callback/customer-service': ['@photostructure/sqlite', 'ws'],
}

export function wrongDependencies({ manifest }) {
  const wrong = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })
    .filter((name) => !dependencies[manifest.name]?.includes(name))
    .map((name) => `depends on ${name}, which scripts/check-packages/pack.mjs does not allow`)
  const hooks = ['preinstall', 'install', 'postinstall', 'prepare']
    .filter((name) => manifest.scripts?.[name] !== undefined)
    .map((name) => `has the install script ${name}; newer versions of npm block it`)
  return [...wrong, ...hooks]
}

/** All packages are released together, under the version of lerna.json. */
export function wrongVersions({ manifest }) {
  const { version } = readJson(join(root, 'lerna.json'))
  const own = manifest.version === version ? [] : [`has version ${manifest.version}, lerna.json ${version}`]
  const among = Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies })
    .filter(([name, range]) => name.startsWith(ours) && range !== `^${version}`)
    .map(([name, range]) => `asks for ${name} ${range} instead of ^${version}`)
  return [...own, ...among]
}
