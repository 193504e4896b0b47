import { Command } from '../wire/commands.js'
import type { WireMessage } from '../wire/message-body.js'
import { partiesOf } from './parties.js'
import type { AckStatus } from './status.js'
import { isPossible, type User } from './user.js'

/** Whether this user may send this message; whether a customer's message has a seller is a question of its own. */
export function validate(message: WireMessage, user: User, supportAppId: bigint): AckStatus {
  const { sender, recipient } = partiesOf(message, supportAppId)
  if (sender.appId !== user.appId) return 'app_mismatch'
  if (sender.uid !== user.uid) return 'sender_mismatch'
  const isWithSupport = sender.appId === supportAppId || recipient.appId === supportAppId
  if (message.command === Command.CustomerV2 && !isWithSupport) return 'not_support'
  if (message.command === Command.Customer && message.sellerId === 0n) return 'ok'
  return isPossible(recipient) ? 'ok' : 'unknown_receiver'
}
