import { jsonObject } from '../domain/message-key.js'
import { isSameUser, type User } from '../domain/user.js'
import { Command, Flag, isMessageCommand } from '../wire/commands.js'
import type { Frame } from '../wire/frame.js'
import { readMessage, type WireMessage } from '../wire/message-body.js'

/** A message as a client sees it, its own among them. */
export interface ReceivedMessage {
  /** The numbers of the frame. */
  readonly message: WireMessage
  /** The text of the content: its `text` when it is JSON that has one, and else all of it. Empty when it is no UTF-8. */
  readonly text: string
  /** Seconds since 1970, the server's. */
  readonly timestamp: number
  /** This user has sent it, here or on another device. */
  readonly isOwn: boolean
  /** It is stored nowhere, and comes only once. */
  readonly isUnpersistent: boolean
  /** Its place in the user's queue; undefined when it came by sync, or is stored nowhere. */
  readonly msgid: bigint | undefined
}

interface Facts {
  /** Whose client this is. */
  readonly user: User
  readonly msgid: bigint | undefined
}

const decoder = new TextDecoder('utf-8', { fatal: true })

export function messageOf(frame: Frame, facts: Facts): ReceivedMessage | undefined {
  const { command, flags } = frame
  const message = isMessageCommand(command) ? readMessage(command, frame.body) : undefined
  return message && received(message, { ...facts, flags })
}

export function received(
  message: WireMessage,
  { flags, user, msgid }: Facts & { readonly flags: number },
): ReceivedMessage {
  return {
    message,
    text: textOf(message.content),
    timestamp: message.timestamp,
    isOwn: (flags & Flag.Self) !== 0 || isFrom(message, user),
    isUnpersistent: (flags & Flag.Unpersistent) !== 0 && (flags & Flag.Push) === 0,
    msgid,
  }
}

/** The app of a seller is not in the message: 25 is from the seller, whom its customer is not. */
function isFrom(message: WireMessage, user: User): boolean {
  if (message.command === Command.CustomerV2) {
    return isSameUser({ appId: message.senderAppId, uid: message.senderId }, user)
  }
  const isCustomer = isSameUser({ appId: message.customerAppId, uid: message.customerId }, user)
  return isCustomer === (message.command === Command.Customer)
}

function textOf(content: Uint8Array): string {
  const text = decoded(content)
  const value = jsonObject(text)
  return value !== undefined && Object.hasOwn(value, 'text') && typeof value.text === 'string'
    ? value.text
    : text
}

function decoded(content: Uint8Array): string {
  try {
    return decoder.decode(content)
  } catch {
    return ''
  }
}
