import type { SqliteConnection, SqliteDriver } from './driver.js'

interface SqliteModule {
  readonly DatabaseSync: new (file: string) => SqliteConnection
}

const prebuilt = '@photostructure/sqlite'

/**
 * `node:sqlite` where Node.js has it, and else `@photostructure/sqlite`, which offers the same and brings native builds
 * inside its package.
 *
 * @throws Error when there is neither
 */
export async function defaultDriver(): Promise<SqliteDriver> {
  const builtIn: unknown = process.getBuiltinModule('node:sqlite')
  if (isSqlite(builtIn)) return driverOf('node:sqlite', builtIn)
  try {
    const installed: unknown = await import('@photostructure/sqlite')
    if (isSqlite(installed)) return driverOf(prebuilt, installed)
  } catch (cause) {
    throw new Error(
      `Node.js ${process.version} has no node:sqlite, and ${prebuilt} cannot be loaded: ` +
        `install it (npm install ${prebuilt}@1), or use Node.js 22.13 or newer.`,
      { cause },
    )
  }
  throw new Error(`${prebuilt} has no DatabaseSync: install version 1 of it.`)
}

const isSqlite = (module: unknown): module is SqliteModule =>
  typeof module === 'object' &&
  module !== null &&
  'DatabaseSync' in module &&
  typeof module.DatabaseSync === 'function'

const driverOf = (name: string, { DatabaseSync }: SqliteModule): SqliteDriver => ({
  name,
  open: (file) => new DatabaseSync(file),
})
