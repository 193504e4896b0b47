import type { PageLimits, StoredMessage } from '../ports/message-store.js'
import { isMessageCommand } from '../wire/commands.js'
import { bigintIn, bytesIn, textIn } from './row.js'

/** The msgid a page ends with: sizes are read first, so that no page is larger than its limit on its way here. */
export function lastWithin(sizes: readonly unknown[], { count, bytes }: PageLimits): bigint | undefined {
  let total = 0n
  let last: bigint | undefined
  for (const row of sizes.slice(0, count)) {
    total += bigintIn(row, 'size')
    if (total > bytes && last !== undefined) break
    last = bigintIn(row, 'msgid')
  }
  return last
}

export function toStored(row: unknown): StoredMessage {
  const command = Number(bigintIn(row, 'command'))
  if (!isMessageCommand(command)) {
    throw new TypeError(`The message store has a message of command ${command}.`)
  }
  return {
    msgid: bigintIn(row, 'msgid'),
    sender: { appId: bigintIn(row, 'sender_app'), uid: bigintIn(row, 'sender') },
    device: textIn(row, 'device'),
    command,
    body: bytesIn(row, 'body'),
  }
}
