import type { CallbackReply } from '@im-callback/core'
import fc from 'fast-check'
import { handlerOf, silent } from './support/handler.js'

const seed = 20261120
const secret = 'kJ3vXq0Zr8'
const segment = fc.stringMatching(/^[\w.~%-]{0,12}$/)
const command = fc.constantFrom('callbackBeforeSendSingleMsgCommand', 'callbackMsgModifyCommand', 'callback')
const url = fc
  .array(fc.oneof(segment, command, fc.constant(secret), fc.constant('')), { maxLength: 5 })
  .chain((segments) =>
    fc.constantFrom('', '?', '?key=1', '#', '?command=x').map((end) => `/${segments.join('/')}${end}`),
  )

const receiver = (onError?: 'reject') =>
  handlerOf({ secret, authenticate: undefined }, { onError, logger: silent })
const send = (target: string, body: string | Uint8Array, method = 'POST'): Promise<CallbackReply> =>
  receiver().receive({ method, url: target, headers: {}, body })

describe('whatever is sent', () => {
  it('gets an answer: JSON that OpenIM reads, or nothing a stranger could learn from', async () => {
    const body = fc.oneof(fc.string(), fc.uint8Array(), fc.json(), fc.constant('{"callbackCommand":"x"}'))
    const method = fc.constantFrom('POST', 'POST', 'POST', 'GET', 'PUT')
    await fc.assert(
      fc.asyncProperty(url, body, method, async (target, sent, how) => {
        const reply = await send(target, sent, how)
        const value: unknown = JSON.parse(reply.body)
        if (reply.status === 401) expect(value).toEqual([])
        else if (reply.status !== 200) expect(value).toEqual({})
        else expect(value).toMatchObject({ actionCode: 0 })
      }),
      { seed, numRuns: 500 },
    )
  })
})

describe('a secret', () => {
  it('lets in where it is the last segment, or the last before the command', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(segment, { maxLength: 3 }), fc.option(command), async (base, name) => {
        const target = `/${[...base, secret, ...(name === null ? [] : [name])].join('/')}`
        expect((await send(target, '{}')).status).toBe(name === 'callback' ? 401 : 200)
      }),
      { seed, numRuns: 200 },
    )
  })

  it('is not guessed by what is near it', async () => {
    const near = fc
      .record({
        at: fc.nat({ max: secret.length }),
        cut: fc.nat({ max: 2 }),
        put: fc.stringMatching(/^\w{0,2}$/),
      })
      .map(({ at, cut, put }) => secret.slice(0, at) + put + secret.slice(at + cut))
      .filter((text) => text !== secret)
    await fc.assert(
      fc.asyncProperty(near, async (text) => {
        expect((await send(`/cb/${text}/callbackBeforeSendSingleMsgCommand`, '{}')).status).toBe(401)
      }),
      { seed, numRuns: 300 },
    )
  })
})
