import type { Client, SentReceipt, WireMessage } from '@im-callback/customer-service/client'

/** Who is on the other side of a conversation. */
export interface Other {
  /** The same for the same conversation. */
  readonly key: string
  readonly customerAppId: bigint
  readonly customerId: bigint
  readonly storeId: bigint
}

/** What differs between a customer and support. */
export interface Side {
  isMine(message: WireMessage): boolean
  otherOf(message: WireMessage): Other
  send(client: Client, content: Readonly<Record<string, unknown>>, options: SendOptions): Promise<SentReceipt>
}

interface SendOptions {
  readonly to: Other
  readonly unpersistent: boolean
}

interface Account {
  readonly appId: bigint
  readonly uid: bigint
}

/** The one shop of this example. */
const storeId = 1n

const otherAs = (customerAppId: bigint, customerId: bigint, storeId: bigint): Other => ({
  key: `${customerAppId}:${customerId}/${storeId}`,
  customerAppId,
  customerId,
  storeId,
})

const isFrom = (message: WireMessage & { command: 64 }, { appId, uid }: Account): boolean =>
  message.senderAppId === appId && message.senderId === uid

/** The one conversation of a customer. */
export const withShop = ({ appId, uid }: Account): Other => otherAs(appId, uid, storeId)

/** A customer has one conversation: with the shop, whoever answers there. */
export function customerSide(me: Account): Side {
  return {
    isMine: (message) => (message.command === 64 ? isFrom(message, me) : message.command === 24),
    otherOf: () => withShop(me),
    send: (client, content, { unpersistent }) => client.sendToSupport(content, { storeId, unpersistent }),
  }
}

/** Support has one with every customer. */
export function supportSide(me: Account): Side {
  return {
    isMine: (message) => (message.command === 64 ? isFrom(message, me) : message.command === 25),
    otherOf(message) {
      if (message.command !== 64) return otherAs(message.customerAppId, message.customerId, message.storeId)
      return isFrom(message, me)
        ? otherAs(message.receiverAppId, message.receiverId, storeId)
        : otherAs(message.senderAppId, message.senderId, storeId)
    },
    send: (client, content, { to, unpersistent }) =>
      client.sendToCustomer(content, {
        customer: { appId: to.customerAppId, uid: to.customerId },
        storeId: to.storeId,
        unpersistent,
      }),
  }
}
