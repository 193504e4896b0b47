import { tellUnread } from '../domain/tell-unread.js'
import { readInt32 } from '../wire/bodies.js'
import { Command, isMessageCommand } from '../wire/commands.js'
import type { Frame } from '../wire/frame.js'
import type { Connection } from './connection.js'
import type { Context } from './context.js'
import { onAuthToken } from './on-auth-token.js'
import { onMessage } from './on-message.js'
import { onSync, onSyncKey } from './on-sync.js'

/** What clients of the original may send and this server has no use for: instant messages, groups, rooms. */
const ignored = new Set([4, 8, Command.Pong, 17, 18, 19, 20, 30, 35, Command.Metadata])

const nothing = new Uint8Array(0)

/** One frame of a client. Commands that only servers send close the connection. */
export function handleFrame(
  context: Context,
  connection: Connection,
  frame: Frame,
): undefined | Promise<void> {
  const { command } = frame
  if (isMessageCommand(command)) return onMessage(context, connection, { ...frame, command })
  switch (command) {
    case Command.Ping:
      connection.outbox.send([{ command: Command.Pong, body: nothing }])
      return
    case Command.AuthToken:
      return onAuthToken(context, connection, frame)
    case Command.Sync:
      return onSync(context, connection, frame)
    case Command.SyncKey:
      return onSyncKey(context, connection, frame)
    case Command.UnreadCount:
      return onUnreadCount(context, connection, frame)
    case Command.Ack:
      if (frame.body.length < 4) connection.close()
      return
  }
  if (!ignored.has(command)) connection.close()
}

async function onUnreadCount({ services }: Context, connection: Connection, { body }: Frame): Promise<void> {
  const count = readInt32(body)
  if (count === undefined) return connection.close()
  const { session } = connection
  if (session !== undefined) await tellUnread(services, session.user, count)
}
