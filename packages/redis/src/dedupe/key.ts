import { createHash } from 'node:crypto'

const longest = 128

/** Ids that are long, or that UTF-8 cannot hold (half a surrogate pair), are hashed; others can be read in Redis. */
export function dedupeKey(prefix: string, id: string): string {
  if (id.length <= longest && !/\p{Surrogate}/u.test(id)) return `${prefix}=${id}`
  return `${prefix}#${createHash('sha256').update(JSON.stringify(id)).digest('base64url')}`
}
