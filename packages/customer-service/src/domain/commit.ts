import type { Receipt } from '../ports/message-store.js'
import type { Position } from '../wire/bodies.js'
import { writeMessage } from '../wire/message-body.js'
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
export async function commit(services: Services, sent: SentMessage): Promise<Outcome> {
  const { origin, key, recipients, message } = sent
  const body = writeMessage(message)
  let receipt: Receipt
  try {
    receipt = await services.store.append({
      sender: origin.user,
      device: origin.device,
      key,
      command: message.command,
      body,
      recipients,
    })
  } catch (error) {
    services.logger.error('im-callback: a message could not be stored', error)
    return { status: 'storage_failed' }
  }
  const position = receipt.sent
  const finishedKey = `${origin.user.appId}:${origin.user.uid}/${key}`
  if (receipt.isRepeat && services.finished.has(finishedKey)) return { status: 'ok', position }
  announce(services, sent, { receipt, body })
  if (services.push !== undefined && !receipt.isRepeat) await pushOffline(services, services.push, sent)
  if (services.judges !== undefined) {
    try {
      await services.judges.after(sent, receipt)
    } catch (error) {
      services.logger.error(
        'im-callback: Customer.AfterSendMessage was not taken; the sender may resend',
        error,
      )
      return { status: 'check_failed' }
    }
  }
  services.finished.add(finishedKey)
  return { status: 'ok', position }
}
