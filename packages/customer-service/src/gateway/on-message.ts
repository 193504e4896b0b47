import type { Outcome } from '../domain/commit.js'
import type { Origin } from '../domain/origin.js'
import { type Prepared, prepare } from '../domain/prepare.js'
import { finish } from '../domain/send.js'
import { type AckStatus, ackStatus } from '../domain/status.js'
import { writeAck, writeMetadata } from '../wire/bodies.js'
import { Command, type MessageCommand } from '../wire/commands.js'
import type { Frame } from '../wire/frame.js'
import { readMessage } from '../wire/message-body.js'
import type { Connection } from './connection.js'
import type { Context } from './context.js'
import type { Session } from './session.js'

/**
 * CUSTOMER, CUSTOMER_SUPPORT and CUSTOMER_V2. Messages are stored in the order they came in; many may be on their way
 * at once.
 */
export function onMessage(
  context: Context,
  connection: Connection,
  frame: Frame & { readonly command: MessageCommand },
): undefined | Promise<void> {
  const message = readMessage(frame.command, frame.body)
  if (message === undefined) {
    connection.close()
    return
  }
  const { session } = connection
  if (session === undefined) return refuse(context, connection, { frame, status: 'not_logged_in' })
  if (!connection.rate.allows()) return refuse(context, connection, { frame, status: 'rate_limited' })
  const start = (prepared: Prepared) => {
    const outcome = finish(context.services, prepared)
    if (!(outcome instanceof Promise)) {
      answer(context, connection, { frame, outcome })
      return
    }
    return connection.busy(outcome.then((done) => answer(context, connection, { frame, outcome: done })))
  }
  const origin = originOf(context, connection, { session, seq: frame.seq })
  const prepared = prepare(context.services, origin, message, frame.flags)
  return prepared instanceof Promise ? prepared.catch(failed(context)).then(start) : start(prepared)
}

const failed =
  ({ services }: Context) =>
  (error: unknown): Prepared => {
    services.logger.error('im-callback: a message could not be checked; the sender may resend it', error)
    return { status: 'check_failed' }
  }

function originOf(
  { resends }: Context,
  connection: Connection,
  { session, seq }: { session: Session; seq: number },
): Origin {
  const { user, device, scope, id } = session
  const sequence = resends === 'uuid' ? `s/${id}#${connection.count()}` : `s/${id}/${seq}`
  const keyOf = (uuid: string | undefined) =>
    uuid === undefined ? sequence : `u/${JSON.stringify([scope, uuid])}`
  return { user, device, keyOf, seq, listener: connection, address: connection.address }
}

/** METADATA and ACK, or the refusal. */
function answer(
  context: Context,
  connection: Connection,
  { frame, outcome }: { frame: Frame; outcome: Outcome },
): void {
  const { status, position } = outcome
  if (status !== 'ok') {
    refuse(context, connection, { frame, status })
    return
  }
  const { outbox } = connection
  const ack = { command: Command.Ack, body: writeAck(frame.seq, outbox.version, ackStatus.ok.code) }
  if (position === undefined || !context.services.pushesCopies) outbox.send([ack])
  else outbox.send([{ command: Command.Metadata, body: writeMetadata(position) }, ack])
}

/** Clients before version 2 know no status byte: to them silence says no, as it always did. */
function refuse(
  { services }: Context,
  { outbox, session }: Connection,
  { frame, status }: { frame: Frame; status: AckStatus },
): undefined {
  const version = session === undefined ? frame.version : outbox.version
  if (services.isStrict || version < 2) return
  outbox.send([{ command: Command.Ack, body: writeAck(frame.seq, version, ackStatus[status].code) }], version)
}
