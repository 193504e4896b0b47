import type { Receipt } from '../ports/message-store.js'
import type { Delivery } from '../ports/router.js'
import type { Position } from '../wire/bodies.js'
import { Flag } from '../wire/commands.js'
import type { SentMessage } from './sent-message.js'
import type { Services } from './services.js'

/**
 * Tells the recipients and the sender's other connections. Of a message that was stored before, perhaps by a process
 * that died before it could tell anyone, only that it is there.
 */
export function announce(
  { router, pushesCopies }: Services,
  { origin, message, flags }: SentMessage,
  { receipt, body }: { receipt: Receipt; body: Uint8Array },
): void {
  const copy = { command: message.command, flags: flags | Flag.Push, body }
  const deliveryAt = (position: Position): Delivery =>
    receipt.isRepeat || !pushesCopies ? { position } : { message: copy, position }
  for (const { recipient, position } of receipt.received) router.deliver(recipient, deliveryAt(position))
  router.deliver(origin.user, deliveryAt(receipt.sent), origin.listener)
}
