import assert from 'node:assert/strict'
import type { OfflineMessage, PushSink } from '../ports/push-sink.js'
import { Command } from '../wire/commands.js'
import { describe, it } from './runner.js'

/** A push sink, and what arrived in it. */
export interface PushSinkUnderTest {
  /** For test names: `redis`. */
  readonly name: string
  /** An empty sink. `taken` answers the recipients and contents that arrived, in their order. */
  open(): Promise<{ readonly sink: PushSink; taken(): Promise<readonly TakenMessage[]> }>
}

export interface TakenMessage {
  readonly command: number
  /** Decimal text. */
  readonly recipient: string
  readonly content: string
}

const encoder = new TextEncoder()
const uid = 2n ** 62n

function offline(command: 24 | 25 | 64, text: string): OfflineMessage {
  const content = encoder.encode(text)
  const recipient = { appId: 1453n, uid }
  if (command === Command.CustomerV2) {
    const sender = { senderAppId: 7n, senderId: 101n, receiverAppId: 1453n, receiverId: uid }
    return { recipient, message: { command, ...sender, timestamp: 1, content } }
  }
  const numbers = { customerAppId: 7n, customerId: 101n, storeId: 5n, sellerId: uid }
  return { recipient, message: { command, ...numbers, timestamp: 1, content } }
}

/**
 * Tests a push sink. To be called in a test file of Jest, or of Vitest with `globals: true`.
 *
 * @example
 * ```ts
 * import { pushTo } from '@im-callback/customer-service'
 * import { pushSinkConformance, type TakenMessage } from '@im-callback/customer-service/conformance'
 *
 * pushSinkConformance({
 *   name: 'function',
 *   open: async () => {
 *     const taken: TakenMessage[] = []
 *     const sink = pushTo(({ recipient, message }) => {
 *       const content = new TextDecoder().decode(message.content)
 *       taken.push({ command: message.command, recipient: String(recipient.uid), content })
 *     })
 *     return { sink, taken: async () => taken }
 *   },
 * })
 * ```
 */
export function pushSinkConformance({ name, open }: PushSinkUnderTest): void {
  describe(`push sink: ${name}`, () => {
    for (const command of [Command.Customer, Command.CustomerSupport, Command.CustomerV2] as const) {
      it(`takes messages of command ${command}, whatever is in them`, async () => {
        const { sink, taken } = await open()
        const contents = ['{"text":"hi"}', '', '"\\\n\u2028 🙂', 'x'.repeat(30_000)]
        for (const content of contents) await sink.push(offline(command, content))
        assert.deepEqual(
          await taken(),
          contents.map((content) => ({ command, recipient: String(uid), content })),
        )
      })
    }
  })
}
