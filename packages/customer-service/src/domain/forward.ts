import { writeMessage } from '../wire/message-body.js'
import type { SentMessage } from './sent-message.js'
import type { Services } from './services.js'

/** An unpersistent message: to whoever is there, and forgotten. */
export function forward(
  { router, echoesUnpersistent }: Services,
  { origin, message, flags, recipients }: SentMessage,
): void {
  const delivery = { message: { command: message.command, flags, body: writeMessage(message) } }
  for (const recipient of recipients) router.deliver(recipient, delivery)
  if (echoesUnpersistent) router.deliver(origin.user, delivery, origin.listener)
}
