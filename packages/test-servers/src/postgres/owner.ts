import { spawnSync } from 'node:child_process'

/** Whom a server runs as; undefined: whoever runs the tests. */
export interface Owner {
  readonly uid: number
  readonly gid: number
}

/** PostgreSQL does not run as root: then it runs as `postgres`, or as `nobody`. */
export function ownerOfServers(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = [idOf('-u', name), idOf('-g', name)]
    if (uid !== undefined && gid !== undefined) return { uid, gid }
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody to run it as.')
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' })
  return status === 0 ? Number(stdout) : undefined
}
