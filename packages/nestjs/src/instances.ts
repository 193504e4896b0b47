import { type ServedPath, shown } from './served-path.js'

/** What the instances of the module in one app have taken. */
interface Taken {
  readonly names: Set<string>
  readonly paths: Set<string>
}

const apps = new WeakMap<object, Taken>()

/** Throws when another instance in this app has the name. */
export function takeName(app: object, name: string): void {
  take(takenIn(app).names, name, `have the name "${name}"; give one of them another: forRoot({ name })`)
}

/** Throws when another instance in this app serves one of the paths. */
export function takePaths(app: object, served: readonly ServedPath[]): void {
  for (const path of served.map(shown)) {
    take(takenIn(app).paths, path, `serve ${path}; give one of them another: forRoot({ path })`)
  }
}

function takenIn(app: object): Taken {
  const taken = apps.get(app) ?? { names: new Set(), paths: new Set() }
  apps.set(app, taken)
  return taken
}

function take(taken: Set<string>, what: string, conflict: string): void {
  if (taken.has(what)) throw new Error(`im-callback: Two instances of ImCallbackModule ${conflict}.`)
  taken.add(what)
}
