import type { Services } from '../domain/services.js'
import { userKey } from '../domain/user.js'
import type { Position } from '../wire/bodies.js'
import type { Connection } from './connection.js'

/** Deliveries of other nodes may be lost: every client learns its newest msgid, and asks when it does not have it. */
export async function announceGap(
  { store, logger }: Services,
  connections: Iterable<Connection>,
): Promise<void> {
  const positions = new Map<string, Position>()
  try {
    for (const connection of [...connections]) {
      const { session } = connection
      if (session === undefined) continue
      const key = userKey(session.user)
      const position = positions.get(key) ?? newestOf(await store.newest(session.user))
      positions.set(key, position)
      if (position.msgid > 0n) connection.deliver({ position })
    }
  } catch (error) {
    logger.error('im-callback: clients could not be told to sync after a gap between nodes', error)
  }
}

const newestOf = (msgid: bigint): Position => ({ msgid, prev: msgid - 1n })
