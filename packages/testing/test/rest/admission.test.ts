import { deflateSync, inflateSync } from 'node:zlib'
import { escaped, now, type Post, sdkAppId, secretKey, send, start, unescaped, userSig } from './app.js'

const valid = JSON.stringify({
  To_Account: 'bob',
  MsgRandom: 1,
  MsgBody: [{ MsgType: 'TIMFaceElem', MsgContent: { Index: 1 } }],
})

/** As standard base64 has it: what a client sends that does not know of the other three characters. */
const unescapedText = (text: string) => unescaped(text).toString('base64')

async function codeOf(post: Post): Promise<unknown> {
  const server = await start()
  const response = await send(server, { text: valid, ...post })
  expect(response.status).toBe(200)
  return response.json()
}

describe('a request is admitted', () => {
  it('when everything about it is right', async () => {
    expect(await codeOf({})).toMatchObject({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' })
  })

  it.each<[string, number, Post]>([
    ['by POST only', 60002, { method: 'GET' }],
    ['to endpoints of the catalogue', 60009, { path: '/v4/openim/sendmessage' }],
    ['below /v4/', 60009, { path: '/v3/openim/sendmsg' }],
    ['no name of an object is an endpoint', 60009, { path: '/v4/constructor' }],
    ['with an sdkappid', 60012, { query: { sdkappid: '' } }],
    ['that is a number', 60006, { query: { sdkappid: '1.4e9' } }],
    ['that is known', 70020, { query: { sdkappid: '1400000001' } }],
    ['with contenttype json', 60002, { query: { contenttype: 'JSON' } }],
    ['with a random', 60002, { query: { random: '' } }],
    ['of 32 bits', 60002, { query: { random: '4294967296' } }],
    ['with an identifier', 60004, { query: { identifier: '' } }],
    [
      'that is an admin',
      90009,
      { query: { identifier: 'bob', usersig: userSig({ 'TLS.identifier': 'bob' }) } },
    ],
    ['with a usersig', 70002, { query: { usersig: '' } }],
    ['that is whole', 70003, { query: { usersig: userSig().slice(0, 60) } }],
    ['that is one', 70003, { query: { usersig: 'nonsense' } }],
    ['in letters, digits, *, - and _ alone', 70003, { query: { usersig: unescapedText(userSig()) } }],
    ['with nothing between them', 70003, { query: { usersig: userSig().replace(/.{20}/, '$& ') } }],
    ['whose times are numbers', 70003, { query: { usersig: userSig({ 'TLS.time': String(now) }) } }],
    ['of version 2.0', 70003, { query: { usersig: userSig({ 'TLS.ver': '1.0' }) } }],
    ['for this app', 70014, { query: { usersig: userSig({ 'TLS.sdkappid': 1 }) } }],
    ['for this identifier', 70013, { query: { usersig: userSig({ 'TLS.identifier': 'root' }) } }],
    ['by this key', 70009, { query: { usersig: userSig({}, 'another-key') } }],
    ['that has not expired', 70001, { query: { usersig: userSig({ 'TLS.time': now - 86_400 }) } }],
    ['with JSON', 90001, { text: '{' }],
    ['that is an object', 90001, { text: '[]' }],
    ['and not empty', 90001, { text: '' }],
    [
      'not deeper than can be',
      91000,
      {
        text: `{"To_Account":"b","MsgRandom":1,"MsgBody":[{"MsgType":"TIMFaceElem","MsgContent":{"Index":1,"X":${'['.repeat(50_000)}${']'.repeat(50_000)}}}]}`,
      },
    ],
  ])('%s: %d', async (_what, code, post) => {
    const answer = await codeOf(post)
    expect(answer).toMatchObject({
      ActionStatus: 'FAIL',
      ErrorCode: code,
      ErrorInfo: expect.stringMatching(/./),
    })
    expect(JSON.stringify(answer)).not.toContain(secretKey)
  })

  it('names the endpoint that was meant', async () => {
    expect(await codeOf({ path: '/v4/openim/sendmgs' })).toMatchObject({
      ErrorInfo: expect.stringContaining('openim/sendmsg'),
    })
  })

  it('with a userbuf that was signed along, and with no other', async () => {
    const [mine, other] = ['room-1', 'room-2'].map((room) => Buffer.from(room).toString('base64'))
    const usersig = userSig({ 'TLS.userbuf': mine })
    expect(await codeOf({ query: { usersig } })).toMatchObject({ ErrorCode: 0 })
    const claims = JSON.parse(inflateSync(unescaped(usersig)).toString())
    const changed = deflateSync(JSON.stringify({ ...claims, 'TLS.userbuf': other })).toString('base64')
    expect(await codeOf({ query: { usersig: escaped(changed) } })).toMatchObject({ ErrorCode: 70009 })
    delete claims['TLS.userbuf']
    const removed = deflateSync(JSON.stringify(claims)).toString('base64')
    expect(await codeOf({ query: { usersig: escaped(removed) } })).toMatchObject({ ErrorCode: 70009 })
  })

  it('without inflating more than a signature can be', async () => {
    const bomb = escaped(deflateSync(Buffer.alloc(4 << 20, 32)).toString('base64'))
    expect(await codeOf({ query: { usersig: bomb } })).toMatchObject({ ErrorCode: 70003 })
  })

  it('with the known answers of the public signing libraries', async () => {
    const server = await start({
      sdkAppId: 1400000000,
      secretKey: '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e',
      clock: () => 1_700_000_000_000,
    })
    const usersig =
      'eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwokpuZl5mcUlRYkl*UVQBcUp2YkFBZkpSlaGJgZQAJEpycxNVbIyNEcVTa0oyCxKVbKyMDOBCRVnpitZKVX6OKZql5uHh6aGlhYmhVlm6IdEmFuUGhnmh7hnamdaRhUYlhoHFORFmhnYKtUCAK0SM5I_'
    const response = await send(server, { query: { usersig }, text: valid })
    expect(await response.json()).toMatchObject({ ErrorCode: 0 })
  })

  it('by admins only, whom each area tells apart with a code of its own', async () => {
    const server = await start()
    const query = { identifier: 'bob', usersig: userSig({ 'TLS.identifier': 'bob' }) }
    const answers = await Promise.all(
      [
        'im_open_login_svc/kick',
        'group_open_http_svc/create_group',
        'sns/friend_get',
        'profile/portrait_get',
      ].map(async (endpoint) => (await send(server, { path: `/v4/${endpoint}`, query })).json()),
    )
    expect(answers).toMatchObject([
      { ErrorCode: 70403 },
      { ErrorCode: 60010 },
      { ErrorCode: 30004 },
      { ErrorCode: 40004 },
    ])
  })

  it('up to 1 MiB', async () => {
    const server = await start()
    const response = await send(server, { text: ' '.repeat(2 ** 20 + 1) })
    expect(response.status).toBe(413)
    expect(server.requestCount).toBe(0)
    expect((await send(server, { text: valid })).status).toBe(200)
  })
})

describe('options', () => {
  it.each<[object, RegExp]>([
    [{ sdkAppid: 1 }, /no option "sdkAppid". Did you mean "sdkAppId"\?/],
    [{ colour: 1 }, /It takes sdkAppId, secretKey/],
    [{ sdkAppId: Number.NaN }, /sdkAppId is NaN/],
    [{ secretKey: '' }, /secretKey is missing/],
    [{ admins: [] }, /admins is empty/],
    [{ pageBytes: 0 }, /pageBytes is 0; give a number above 0/],
    [{ keepRequests: 'many' }, /keepRequests is "many"/],
  ])('%j', async (options, sentence) => {
    await expect(start({ sdkAppId, secretKey, ...options })).rejects.toThrow(sentence)
  })
})
