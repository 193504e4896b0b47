import fc from 'fast-check'
import { endpointRules } from '../../src/rest/generated/endpoints.js'
import { newMessage, type StoredMessage } from '../../src/rest/state/message.js'
import { pageOf } from '../../src/rest/state/page.js'
import { View } from '../../src/rest/state/view.js'
import { send, start, text } from './app.js'

const endpoints = Object.keys(endpointRules)

describe('whatever comes in', () => {
  it('is answered, with success or with a code', async () => {
    const server = await start()
    const body = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .object({ key: fc.constantFrom('To_Account', 'MsgBody', 'MsgRandom', 'Peer_Account', '__proto__') })
        .map((value) => JSON.stringify(value)),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...endpoints), body, async (endpoint, text) => {
        const response = await send(server, { path: `/v4/${endpoint}`, text })
        expect(response.status).toBe(200)
        expect(await response.json()).toEqual(
          expect.objectContaining({ ErrorCode: expect.any(Number), ErrorInfo: expect.any(String) }),
        )
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  it('is refused when its signature is not one', async () => {
    const server = await start()
    await fc.assert(
      fc.asyncProperty(fc.string(), async (usersig) => {
        const response = await send(server, { query: { usersig } })
        const { ErrorCode } = Object(await response.json())
        expect([70002, 70003]).toContain(ErrorCode)
      }),
      { seed: 7, numRuns: 100 },
    )
  })
})

/** All pages as a client reads them: `MaxTime` and `LastMsgKey` from the page before. */
function pagesOf(messages: readonly StoredMessage[], size: { maxCount: number; maxBytes: number }) {
  const pages: StoredMessage[][] = []
  let range: { maxTime: number; before: string | undefined } = { maxTime: 1000, before: undefined }
  for (;;) {
    const page = pageOf(messages, { minTime: 0, ...range, ...size })
    pages.push([...page.messages])
    const [oldest] = page.messages
    if (page.isComplete || oldest === undefined) return pages
    range = { maxTime: oldest.MsgTimeStamp, before: oldest.MsgKey }
  }
}

it('pages give every message once, in order, however they are cut', () => {
  const parts = fc.record({
    MsgTimeStamp: fc.integer({ min: 1, max: 5 }),
    MsgSeq: fc.integer({ min: 0, max: 3 }),
    length: fc.integer({ min: 0, max: 300 }),
  })
  const size = fc.record({
    maxCount: fc.integer({ min: 1, max: 10 }),
    maxBytes: fc.integer({ min: 1, max: 2000 }),
  })
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 30 }), size, (list, limits) => {
      const view = new View()
      for (const [MsgRandom, { length, ...rest }] of list.entries()) {
        const MsgBody = [text('x'.repeat(length))]
        view.add(newMessage({ From_Account: 'a', To_Account: 'b', MsgRandom, MsgBody, ...rest }), {
          isUnread: true,
        })
      }
      const pages = pagesOf(view.messages, limits)
      expect(pages.toReversed().flat()).toEqual(view.messages)
      expect(view.messages).toHaveLength(list.length)
      for (const page of pages) expect(page.length).toBeLessThanOrEqual(limits.maxCount)
      const order = view.messages.map(({ MsgTimeStamp, MsgSeq, MsgRandom }) => [
        MsgTimeStamp,
        MsgSeq,
        MsgRandom,
      ])
      expect(order).toEqual(order.toSorted((a, b) => compare(a, b)))
    }),
    { seed: 7, numRuns: 300 },
  )
})

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index])
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}
