// What the checks know about this repository: where it is, its packages, its files.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the repository, without a slash at the end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '')

/** Made by tools or by others: nothing the rules of this house apply to. */
const notOurs = new Set(['node_modules', 'dist', 'coverage', '.git', '.cache'])

export const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** A path as it is printed: from the root, with slashes. */
export const shown = (path) => relative(root, path).split(sep).join('/')

/** Every workspace under packages/: its folder and its package.json. */
export const packages = readdirSync(join(root, 'packages'))
  .map((folder) => join(root, 'packages', folder))
  .filter((folder) => existsSync(join(folder, 'package.json')))
  .map((folder) => ({ folder, manifest: readJson(join(folder, 'package.json')) }))

/** Those that are published. */
export const publicPackages = packages.filter(({ manifest }) => !manifest.private)

/** Our files below a folder, with absolute paths; none when the folder is not there. */
export function filesBelow(folder, isWanted = () => true) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : filesBelow(path, isWanted)
      return entry.isFile() && isWanted(path) ? [path] : []
    })
    .sort()
}
