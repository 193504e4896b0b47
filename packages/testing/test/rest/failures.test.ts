import { manualClock } from '../../src/index.js'
import type { RestFault } from '../../src/rest.js'
import { call, message, now, send, start } from './app.js'

const good = { text: JSON.stringify(message()) }

describe('fail', () => {
  it('answers an error code, once', async () => {
    const server = await start()
    server.fail({ code: 60008, info: 'the service is tired' })
    expect(await call(server, 'openim/sendmsg', message())).toEqual({
      ActionStatus: 'FAIL',
      ErrorCode: 60008,
      ErrorInfo: 'the service is tired',
    })
    expect(server.history('bob', 'alice')).toEqual([])
    expect(await call(server, 'openim/sendmsg', message())).toMatchObject({ ErrorCode: 0 })
  })

  it('answers an HTTP status without JSON', async () => {
    const server = await start()
    server.fail({ status: 502 })
    server.fail({ status: 503, text: 'busy' })
    const [first, second] = [await send(server, good), await send(server, good)]
    expect([first.status, await first.text()]).toEqual([502, '<html><body>502</body></html>'])
    expect([second.status, await second.text()]).toEqual([503, 'busy'])
  })

  it.each<[string, RestFault]>([
    ['by word', 'reset'],
    ['as a member', { reset: true }],
  ])('resets connections: %s', async (_what, fault) => {
    const server = await start()
    server.fail(fault)
    await expect(send(server, good)).rejects.toThrow()
    expect(server.requestCount).toBe(1)
    expect((await send(server, good)).status).toBe(200)
  })

  it('as often as it is told, until heal', async () => {
    const server = await start()
    server.fail({ code: 60011 }, 2)
    const codes = []
    for (const _ of [1, 2, 3]) codes.push(await call(server, 'openim/sendmsg', message()))
    expect(codes).toMatchObject([{ ErrorCode: 60011 }, { ErrorCode: 60011 }, { ErrorCode: 0 }])
    server.fail({ code: 60011 }, Infinity)
    expect(await call(server, 'openim/sendmsg', message())).toMatchObject({ ErrorCode: 60011 })
    server.heal()
    expect(await call(server, 'openim/sendmsg', message())).toMatchObject({ ErrorCode: 0 })
  })

  it('at one endpoint, in the order of the orders', async () => {
    const server = await start()
    server.fail({ endpoint: 'openim/admin_set_msg_read', code: 1 })
    server.fail({ code: 2 })
    server.fail({ endpoint: 'openim/sendmsg', code: 3 })
    const read = { Report_Account: 'bob', Peer_Account: 'alice' }
    expect(await call(server, 'openim/sendmsg', message())).toMatchObject({ ErrorCode: 2 })
    expect(await call(server, 'openim/sendmsg', message())).toMatchObject({ ErrorCode: 3 })
    expect(await call(server, 'openim/admin_set_msg_read', read)).toMatchObject({ ErrorCode: 1 })
    expect(await call(server, 'openim/admin_set_msg_read', read)).toMatchObject({ ErrorCode: 0 })
  })

  it.each<[string, RestFault]>([
    ['a reset', { reset: true, handled: true }],
    ['a status', { status: 504, handled: true }],
    ['a code', { code: 91000, handled: true }],
  ])('after the request was served: %s', async (_what, fault) => {
    const server = await start()
    server.fail(fault)
    await send(server, good).catch(() => {})
    expect(server.history('bob', 'alice')).toHaveLength(1)
    expect(await call(server, 'openim/sendmsg', message())).toMatchObject({ ErrorCode: 0 })
    expect(server.history('bob', 'alice')).toHaveLength(1)
  })

  it('delays an answer by the timers it was given', async () => {
    const time = manualClock(now * 1000)
    const server = await start({ clock: time.clock, timers: time.timers })
    server.fail({ delay: 5000 })
    const sent = call(server, 'openim/sendmsg', message())
    await server.arrived(1)
    await time.advance(4999)
    expect(server.history('bob', 'alice')).toEqual([])
    await time.advance(1)
    expect(await sent).toMatchObject({ ErrorCode: 0, MsgTime: now + 5 })
  })

  it('delays the answer alone when the request is served first', async () => {
    const time = manualClock(now * 1000)
    const server = await start({ clock: time.clock, timers: time.timers })
    server.fail({ delay: 5000, handled: true })
    const sent = call(server, 'openim/sendmsg', message())
    await server.arrived(1)
    expect(server.history('bob', 'alice')).toHaveLength(1)
    await time.advance(5000)
    expect(await sent).toMatchObject({ ErrorCode: 0, MsgTime: now })
  })

  it('never answers when the delay is endless, and closes all the same', async () => {
    const server = await start()
    server.fail({ delay: Infinity })
    server.fail({ delay: 2 ** 40 })
    const sent = [send(server, good), send(server, good)].map((each) => each.then(String, String))
    await server.arrived(2)
    await server.close()
    expect(await Promise.all(sent)).toEqual([
      expect.stringMatching(/fetch failed/),
      expect.stringMatching(/fetch failed/),
    ])
  })

  it('says what it takes', async () => {
    const server = await start()
    expect(() => server.fail(JSON.parse('{}'))).toThrow(
      "fail(fault) takes 'reset', or an object with one of code, status, reset, delay; this one has none.",
    )
    expect(() => server.fail(JSON.parse('{"code":1,"status":500}'))).toThrow('this one has code and status.')
    expect(() => server.fail(JSON.parse('null'))).toThrow('this one has none.')
    expect(() => server.fail('reset', 0)).toThrow('times is 0; give a number above 0.')
  })
})

describe('requests', () => {
  it('holds what came in, right or wrong', async () => {
    const server = await start()
    await send(server, good)
    await send(server, { text: 'not JSON', path: '/v4/openim/nothing', query: { random: '7' } })
    expect(server.requests).toMatchObject([
      {
        endpoint: 'openim/sendmsg',
        method: 'POST',
        identifier: 'administrator',
        random: '42',
        body: message(),
      },
      { endpoint: 'openim/nothing', random: '7', body: undefined, text: 'not JSON' },
    ])
  })

  it('keeps the latest, and counts them all', async () => {
    const server = await start({ keepRequests: 2 })
    for (const random of ['1', '2', '3']) await send(server, { ...good, query: { random } })
    expect(server.requests.map(({ random }) => random)).toEqual(['2', '3'])
    expect(server.requestCount).toBe(3)
    await server.arrived(3)
  })
})
