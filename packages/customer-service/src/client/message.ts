import { jsonObject } from '../domain/message-key.js'
import { Flag, isMessageCommand } from '../wire/commands.js'
import type { Frame } from '../wire/frame.js'
import { readMessage, type WireMessage } from '../wire/message-body.js'

/** A message as a client sees it, its own among them. */
export interface ReceivedMessage {
  /** The numbers of the frame. */
  readonly message: WireMessage
  /** The text of the content: its `text` when it is JSON that has one, and else all of it. */
  readonly text: string
  /** Seconds since 1970, the server's. */
  readonly timestamp: number
  /** This device has sent it. */
  readonly isOwn: boolean
  /** It is stored nowhere, and comes only once. */
  readonly isUnpersistent: boolean
  /** Its place in the user's queue; undefined when it came by sync, or is stored nowhere. */
  readonly msgid: bigint | undefined
}

const decoder = new TextDecoder()

export function messageOf(frame: Frame, msgid: bigint | undefined): ReceivedMessage | undefined {
  const { command, flags } = frame
  const message = isMessageCommand(command) ? readMessage(command, frame.body) : undefined
  return message && received(message, { flags, msgid })
}

export function received(
  message: WireMessage,
  { flags, msgid }: { flags: number; msgid: bigint | undefined },
): ReceivedMessage {
  return {
    message,
    text: textOf(message.content),
    timestamp: message.timestamp,
    isOwn: (flags & Flag.Self) !== 0,
    isUnpersistent: (flags & Flag.Unpersistent) !== 0 && (flags & Flag.Push) === 0,
    msgid,
  }
}

function textOf(content: Uint8Array): string {
  const text = decoder.decode(content)
  const value = jsonObject(text)
  return value !== undefined && Object.hasOwn(value, 'text') && typeof value.text === 'string'
    ? value.text
    : text
}
