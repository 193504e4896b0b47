import type { Judges } from '../ports/judges.js'
import type { Receipt } from '../ports/message-store.js'
import type { Position } from '../wire/bodies.js'
import { readMessage, writeMessage } from '../wire/message-body.js'
import { announce } from './announce.js'
import { pushOffline } from './push-offline.js'
import type { SentMessage } from './sent-message.js'
import type { Services } from './services.js'
import type { AckStatus } from './status.js'

/** What the sender is told, and where the message stands in the sender's queue. */
export interface Outcome {
  readonly status: AckStatus
  readonly position?: Position | undefined
}

/** Stores a message in all its queues at once, then tells everyone, and only then lets the sender know. */
export async function commit(services: Services, sent: SentMessage, known?: Receipt): Promise<Outcome> {
  const { origin, key } = sent
  const body = writeMessage(sent.message)
  let receipt: Receipt
  try {
    receipt = known ?? (await append(services, sent, body))
  } catch (error) {
    services.logger.error('im-callback: a message could not be stored', error)
    return { status: 'storage_failed' }
  }
  const position = receipt.sent
  const finishedKey = `${origin.user.appId}:${origin.user.uid}/${key}`
  if (receipt.isRepeat && services.finished.get(finishedKey)) return { status: 'ok', position }
  announce(services, sent, { receipt, body })
  if (services.push !== undefined && !receipt.isRepeat) await pushOffline(services, services.push, sent)
  if (services.judges !== undefined) {
    try {
      await tellStored(services, services.judges, { sent, receipt })
    } catch (error) {
      services.logger.error(
        'im-callback: Customer.AfterSendMessage was not taken; the sender may resend',
        error,
      )
      return { status: 'check_failed' }
    }
  }
  services.finished.set(finishedKey, true)
  return { status: 'ok', position }
}

const append = (
  { store }: Services,
  { origin, key, message, recipients }: SentMessage,
  body: Uint8Array,
): Promise<Receipt> =>
  store.append({
    sender: origin.user,
    device: origin.device,
    key,
    command: message.command,
    body,
    recipients,
  })

/** Of a resend, what was stored when it came first: a handler may have rewritten it then, or an assignment chosen. */
async function tellStored(
  { store }: Services,
  judges: Judges,
  { sent, receipt }: { sent: SentMessage; receipt: Receipt },
): Promise<void> {
  if (!receipt.isRepeat) return judges.after(sent, receipt)
  const [stored] = (await store.page(sent.origin.user, receipt.sent.prev, { count: 1, bytes: 1 })).messages
  // It was removed in the meantime: there is nothing to tell of.
  if (stored?.msgid !== receipt.sent.msgid) return
  const message = readMessage(stored.command, stored.body)
  const recipients = receipt.received.map(({ recipient }) => recipient)
  if (message !== undefined) await judges.after({ ...sent, message, recipients }, receipt)
}
