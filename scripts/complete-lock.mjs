// npm leaves the native builds for other platforms out of package-lock.json when it cannot reach them at that moment,
// and `npm ci` then refuses the file. This writes them back: run it after `npm install`.
// https://github.com/npm/cli/issues/4828
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './workspace.mjs'

const file = join(root, 'package-lock.json')

/** Optional dependencies the lock file asks for and does not describe. */
export function missingFromLock(packages) {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !foldersFrom(path).some((folder) => `${folder}node_modules/${name}` in packages))
      .map(([name, version]) => ({ name, version, dev })),
  )
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const missing = missingFromLock(lock.packages)
  for (const { name, version, dev } of missing) {
    if (!/^\d+\.\d+\.\d+[\w.+-]*$/.test(version))
      throw new Error(`${name} ${version}: only exact versions can be written back.`)
    lock.packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(dev && { dev }),
      optional: true,
    }
  }
  const [self, ...others] = Object.entries(lock.packages)
  others.sort(([one], [other]) => one.localeCompare(other, 'en'))
  lock.packages = Object.fromEntries([self, ...others])
  if (missing.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`${missing.length} native builds for other platforms written back`)
}

/** Where Node looks from a package on: its own folder, then outwards to the root. */
function foldersFrom(path) {
  const steps = path === '' ? [] : path.split('/node_modules/')
  return [...steps.map((_, count) => `${steps.slice(0, count + 1).join('/node_modules/')}/`), '']
}

/** Native builds carry their platform in their names: `@swc/core-linux-x64-musl`. npm installs only what fits. */
function platformOf(name) {
  const words = name.split(/[-/]/)
  const os = words.find((word) => /^(?:android|darwin|freebsd|linux|openharmony|win32)$/.test(word))
  const cpu = words.find((word) => /^(?:arm|arm64|ia32|loong64|ppc64|riscv64|s390x|x64)$/.test(word))
  if (os === undefined || cpu === undefined) throw new Error(`${name}: for which platform is it?`)
  const libc = os === 'linux' && (/musl/.test(name) ? 'musl' : /gnu/.test(name) ? 'glibc' : undefined)
  return { cpu: [cpu], os: [os], ...(libc && { libc: [libc] }) }
}
