import { sync } from '../domain/sync.js'
import { isSameUser } from '../domain/user.js'
import type { StoredMessage } from '../ports/message-store.js'
import { readInt64, writeInt64 } from '../wire/bodies.js'
import { Command, Flag } from '../wire/commands.js'
import type { Frame } from '../wire/frame.js'
import type { Connection } from './connection.js'
import type { Context } from './context.js'
import type { Outgoing } from './outbox.js'
import type { Session } from './session.js'

/** SYNC: everything behind the client's key, framed by SYNC_BEGIN and SYNC_END; SYNC_NOTIFY when it was not all. */
export async function onSync(context: Context, connection: Connection, { body }: Frame): Promise<void> {
  const key = readInt64(body)
  if (key === undefined) return connection.close()
  const { session, outbox } = connection
  if (session === undefined) return
  const keyOf = context.syncKeys === 'device' ? session.scope : ''
  const { page } = context.limits
  try {
    const answer = await sync(context.services, { user: session.user, keyOf, key, limits: page })
    const end = writeInt64(answer.key)
    outbox.send([
      { command: Command.SyncBegin, body: end },
      ...answer.messages.map((message) => outgoing(session, message)),
      { command: Command.SyncEnd, body: end },
      ...(answer.hasMore ? [{ command: Command.SyncNotify, body: writeInt64(answer.key + 1n) }] : []),
    ])
  } catch (error) {
    context.services.logger.error('im-callback: a queue could not be read; the client will ask again', error)
  }
}

function outgoing({ user, device }: Session, stored: StoredMessage): Outgoing {
  const isOwn = stored.device === device && isSameUser(stored.sender, user)
  return { command: stored.command, body: stored.body, flags: isOwn ? Flag.Self : 0 }
}

/** SYNC_KEY: what the user has, for devices that do not know. */
export async function onSyncKey(context: Context, connection: Connection, { body }: Frame): Promise<void> {
  const key = readInt64(body)
  if (key === undefined) return connection.close()
  const { session } = connection
  if (session === undefined || key <= 0n) return
  const { store, logger } = context.services
  try {
    // A key beyond the queue would hide from other devices what comes until the queue gets there.
    if (key > (await store.newest(session.user))) return
    await store.saveSyncKey(session.user, '', key)
    if (context.syncKeys === 'device') await store.saveSyncKey(session.user, session.scope, key)
  } catch (error) {
    logger.error('im-callback: a sync key could not be kept', error)
  }
}
