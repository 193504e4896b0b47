import { openimPayload, openimRequest } from '@im-callback/testing'
import fc from 'fast-check'
import { catalog, commandNamed } from './catalog.js'
import { receiver } from './receiver.js'
import { serve } from './server.js'
import { serverVersions } from './version.js'

const seed = 20261120
const newest = '3.8.4'
const send = 'callbackBeforeSendSingleMsgCommand'
const sent = openimPayload(send, { release: newest })
const { url, headers } = openimRequest(sent, { release: newest })
const continued = { kind: 'continued', changes: {} }
const fine = { does: 'nothing' } as const

/** What a server of each version makes of a reply. */
const outcomes = (reply: string) =>
  serverVersions.map((version) => serve({ version, command: commandNamed(send), request: sent }, reply))

describe('a body that is none', () => {
  it('lets the operation go on, whatever bytes it is made of', async () => {
    const { receive } = receiver(fine)
    const property = fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (body) => {
      const reply = await receive({ method: 'POST', url, headers, body })
      expect(serve({ version: newest, command: commandNamed(send), request: sent }, reply.body)).toEqual(
        continued,
      )
    })
    await fc.assert(property, { seed, numRuns: 500 })
  })

  it('lets the operation go on, whatever JSON it is', async () => {
    const { receive } = receiver(fine)
    const property = fc.asyncProperty(fc.json({ maxDepth: 3 }), async (body) => {
      const reply = await receive({ method: 'POST', url, headers, body })
      expect(serve({ version: newest, command: commandNamed(send), request: sent }, reply.body)).toEqual(
        continued,
      )
    })
    await fc.assert(property, { seed, numRuns: 500 })
  })

  it('blanks no text of the word filter, which v2.0 takes from every answer', async () => {
    const command = commandNamed('callbackWordFilterCommand')
    for (const version of ['2.0', '2.3'] as const) {
      const request = openimPayload(command.command, { release: version })
      const { body } = await receiver(fine).receive({
        method: 'POST',
        url: '/openim',
        headers: {},
        body: '{"broken',
      })
      expect(serve({ version, command, request }, body)).toEqual(continued)
    }
  })

  it('is answered so for every command: readable, and no refusal unless going on would blank a group', async () => {
    const { receive } = receiver(fine)
    for (const command of catalog) {
      const request = openimPayload(command.command, {
        release: command.versions.until === undefined ? newest : '2.3',
      })
      const reply = await receive({
        method: 'POST',
        url: `/openim/${command.command}`,
        headers,
        body: '{"broken',
      })
      const blanks = command.command.startsWith('callbackBeforeSetGroupInfo')
      const { kind } = serve({ version: newest, command, request }, reply.body)
      expect([command.command, kind]).toEqual([command.command, blanks ? 'refused' : 'continued'])
    }
  })
})

describe('a request that is none', () => {
  const names = fc.oneof(
    fc.constantFrom('__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'callback', ''),
    fc.string({ maxLength: 20 }),
  )

  it('is answered so that every version goes on, whatever its path, query and command', async () => {
    const parts = fc.record({
      path: fc.webPath(),
      query: fc.webQueryParameters(),
      inUrl: names,
      inBody: names,
    })
    const property = fc.asyncProperty(parts, fc.nat(2), async ({ path, query, inUrl, inBody }, style) => {
      const name = encodeURIComponent(inUrl)
      const urls = [`${path}?${query}`, `${path}?command=${name}`, `${path}//${name}`]
      const body = JSON.stringify({ ...sent, callbackCommand: inBody })
      const reply = await receiver(fine).receive({ method: 'POST', url: urls[style] ?? '/', headers, body })
      expect(outcomes(reply.body)).toEqual(serverVersions.map(() => continued))
    })
    await fc.assert(property, { seed, numRuns: 500 })
  })

  const body = JSON.stringify(sent)
  const deep = `{"a":${'['.repeat(300)}${']'.repeat(300)}}`
  const other = JSON.stringify({ ...sent, callbackCommand: 'callbackBeforeAddBlackCommand' })
  const whole = { method: 'POST', url, headers, body } as const
  it.each([
    { what: 'a GET', request: { ...whole, method: 'GET' } },
    { what: 'a body too large', request: whole, options: { bodyLimit: 100 } },
    { what: 'a compressed body', request: { ...whole, headers: { 'content-encoding': 'gzip' } } },
    { what: 'a parameter that is there twice', request: { ...whole, url: `${url}?a=1&a=2` } },
    { what: 'JSON that is too deep', request: { ...whole, body: deep } },
    { what: 'another command in the body', request: { ...whole, body: other } },
    { what: 'a body that somebody has read', request: { ...whole, body: {} } },
    { what: 'a body that breaks off', request: { ...whole, body: () => Promise.reject(new Error('reset')) } },
  ])('$what lets the operation go on', async ({ request, options }) => {
    const reply = await receiver(fine, options).receive(request)
    expect(serve({ version: newest, command: commandNamed(send), request: sent }, reply.body)).toEqual(
      continued,
    )
  })

  it('past maxInFlight lets the operation go on', async () => {
    const { receive } = receiver(fine, { maxInFlight: 1 })
    const endless = receive({ ...whole, body: () => new Promise(() => {}) })
    const shed = await receive(whole)
    expect(serve({ version: newest, command: commandNamed(send), request: sent }, shed.body)).toEqual(
      continued,
    )
    void endless
  })
})

describe('a stranger', () => {
  it.each([
    { by: 'a secret', options: { secret: 'kJ3vXq0Zr8' } },
    { by: 'basic auth', options: { basicAuth: { username: 'openim', password: 'kJ3vXq0Zr8' } } },
    { by: 'a path', options: { path: '/other' } },
    { by: 'a function', options: { authenticate: () => false } },
  ])('is told the same whatever is asked, when kept out by $by', async ({ options }) => {
    const { receive } = receiver({ does: 'ok' }, options)
    const answers = new Set<string>()
    for (const { command } of catalog) {
      const { status, headers, body } = await receive({
        method: 'POST',
        url: `/openim/${command}`,
        headers: {},
        body: JSON.stringify(sent),
      })
      answers.add(JSON.stringify({ status, headers, body }))
    }
    expect([...answers]).toEqual([expect.not.stringMatching(/kJ3vXq0Zr8|callback|openim/i)])
    const [answer = '{}'] = answers
    const { body } = JSON.parse(answer) as { body: string }
    // A server of ours with the wrong secret is not let through unheard.
    expect(outcomes(body)).toEqual(serverVersions.map(() => expect.objectContaining({ kind: 'failed' })))
  })
  it('is let through unheard by a check that fails: that is a failure of ours, and says nothing of it', async () => {
    const authenticate = () => Promise.reject(new Error('the database said kJ3vXq0Zr8'))
    const heard = jest.fn()
    const { receive } = receiver(
      { does: 'ok' },
      { authenticate, hooks: { replied: (_, { event }) => heard(event) } },
    )
    const reply = await receive({ method: 'POST', url, headers, body: JSON.stringify(sent) })
    expect(outcomes(reply.body)).toEqual(serverVersions.map(() => continued))
    expect(reply.body).not.toContain('kJ3vXq0Zr8')
    expect(heard).toHaveBeenCalledWith(undefined)
  })
})
