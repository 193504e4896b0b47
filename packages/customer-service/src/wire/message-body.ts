import { Command, type MessageCommand } from './commands.js'
import { longestBody, viewOf } from './frame.js'

/** Bytes of a message's body before its content. */
const fixedLength = 36

/** Bytes of content a frame can carry. */
export const longestContent = longestBody - fixedLength

/** Between a customer and support: commands 24 and 25. */
export interface StoreMessage {
  readonly command: typeof Command.Customer | typeof Command.CustomerSupport
  readonly customerAppId: bigint
  readonly customerId: bigint
  /** The shop the talk belongs to; carried along. */
  readonly storeId: bigint
  readonly sellerId: bigint
  /** Seconds since 1970, the server's. */
  readonly timestamp: number
  readonly content: Uint8Array
}

/** Between any two users one of whom is support: command 64. */
export interface DirectMessage {
  readonly command: typeof Command.CustomerV2
  readonly senderAppId: bigint
  readonly senderId: bigint
  readonly receiverAppId: bigint
  readonly receiverId: bigint
  /** Seconds since 1970, the server's. */
  readonly timestamp: number
  readonly content: Uint8Array
}

/** A message as frames carry it. */
export type WireMessage = StoreMessage | DirectMessage

/** Reads the body of a message; undefined when it is too short to be one. */
export function readMessage(command: MessageCommand, body: Uint8Array): WireMessage | undefined {
  if (body.length < fixedLength) return undefined
  const view = viewOf(body)
  const [first, second] = [view.getBigInt64(0), view.getBigInt64(8)]
  const [third, fourth] = [view.getBigInt64(16), view.getBigInt64(24)]
  const timestamp = view.getInt32(32)
  const content = body.subarray(fixedLength)
  if (command === Command.CustomerV2) {
    return {
      command,
      senderAppId: first,
      senderId: second,
      receiverAppId: third,
      receiverId: fourth,
      timestamp,
      content,
    }
  }
  return {
    command,
    customerAppId: first,
    customerId: second,
    storeId: third,
    sellerId: fourth,
    timestamp,
    content,
  }
}

/** Writes the body of a message. */
export function writeMessage(message: WireMessage): Uint8Array {
  const body = new Uint8Array(fixedLength + message.content.length)
  const view = viewOf(body)
  numbersOf(message).forEach((number, index) => {
    view.setBigInt64(index * 8, number)
  })
  view.setInt32(32, message.timestamp)
  body.set(message.content, fixedLength)
  return body
}

function numbersOf(message: WireMessage): [bigint, bigint, bigint, bigint] {
  return message.command === Command.CustomerV2
    ? [message.senderAppId, message.senderId, message.receiverAppId, message.receiverId]
    : [message.customerAppId, message.customerId, message.storeId, message.sellerId]
}
