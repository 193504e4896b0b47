import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where Debian and its relatives keep each version. */
const versions = '/usr/lib/postgresql'

/** A program of the newest PostgreSQL installed; its bare name when there is none but what the PATH has. */
export function postgresProgram(name: 'initdb' | 'postgres'): string {
  const folders = existsSync(versions) ? readdirSync(versions) : []
  const newest = folders
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => join(versions, version, 'bin', name))
    .find((path) => existsSync(path))
  return newest ?? name
}
