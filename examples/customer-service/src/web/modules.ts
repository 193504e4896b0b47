import { readFileSync } from 'node:fs'

/** What the browser has to be given so that it can load a package. */
export interface BrowserModules {
  /** File by path of its URL. */
  readonly files: ReadonlyMap<string, URL>
  /** URL path by name, for an import map. */
  readonly imports: Readonly<Record<string, string>>
}

// As the compiler writes them: at the beginning of a line, which the examples in comments are not.
const importLine = /^(?:import|export)\b[^'"();=]*?'([^']+)'/gm

/**
 * Follows the imports of a package from one entry: these files are served, and no others.
 *
 * @param resolve answers the file of a name, as `import.meta.resolve` does
 */
export function browserModules(name: string, resolve: (name: string) => string): BrowserModules {
  const files = new Map<string, URL>()
  const imports: Record<string, string> = {}
  const add = (file: URL): string => {
    const path = pathOf(file)
    if (files.has(path)) return path
    files.set(path, file)
    for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(importLine)) {
      if (specifier.startsWith('.')) add(new URL(specifier, file))
      else imports[specifier] ??= add(new URL(resolve(specifier)))
    }
    return path
  }
  imports[name] = add(new URL(resolve(name)))
  return { files, imports }
}

/** `…/customer-service/dist/esm/wire/frame.js` -> `/modules/customer-service/wire/frame.js` */
function pathOf({ pathname }: URL): string {
  const [, name, path] = /\/([^/]+)\/dist\/esm\/(.+)$/.exec(pathname) ?? []
  if (name === undefined) throw new Error(`${pathname} is no module of a package that browsers can load.`)
  return `/modules/${name}/${path}`
}
