import { Command } from '../wire/commands.js'
import type { WireMessage } from '../wire/message-body.js'
import type { User } from './user.js'

/** Who writes to whom. */
export interface Parties {
  readonly sender: User
  readonly recipient: User
}

/** Commands 24 and 25 leave out the app of the seller: it is always the support app. */
export function partiesOf(message: WireMessage, supportAppId: bigint): Parties {
  if (message.command === Command.CustomerV2) {
    return {
      sender: { appId: message.senderAppId, uid: message.senderId },
      recipient: { appId: message.receiverAppId, uid: message.receiverId },
    }
  }
  const customer = { appId: message.customerAppId, uid: message.customerId }
  const seller = { appId: supportAppId, uid: message.sellerId }
  return message.command === Command.Customer
    ? { sender: customer, recipient: seller }
    : { sender: seller, recipient: customer }
}
