import { MemoryQueue, memoryDedupe } from '@im-callback/core'
import { type OpenImOptions, openim } from '@im-callback/openim'
import { openimPayload } from '@im-callback/testing'
import { goOn, handlerOf, post, said } from './support/handler.js'

const before = 'callbackBeforeSendSingleMsgCommand'
const body = (callbackCommand: string) => ({
  callbackCommand,
  contentType: 101,
  content: '{"content":"a"}',
  seq: 0,
})

/** What a handler of every command sees of a request. */
async function seen(url: string, sent: object, options: OpenImOptions = {}) {
  const im = handlerOf(options)
  const events: [string, string | undefined][] = []
  im.before((event) => void events.push([event.command, event.params.Version]))
  await post(im, url, sent)
  return events[0]
}

describe('the version, told by the request', () => {
  it.each([
    [`/cb/${before}`, before, [before, 'v3']],
    [`/cb//${before}`, before, [before, 'v3']],
    [`//cb/${before}/`, before, [before, 'v3']],
    [`/cb/${before}?key=eyJ9`, before, [before, 'v3']],
    [`http://im.example.com/cb/${before}`, before, [before, 'v3']],
    ['/cb/callbackMsgModifyCommand', 'callbackMsgModifyCommand', ['callbackBeforeMsgModifyCommand', 'v3.6']],
    ['/cb/callbackSingleMsgRead', 'callbackSingleMsgRead', ['callbackAfterSingleMsgReadCommand', 'v3.6']],
    ['/cb/callbackUserOnlineCommand', 'callbackUserOnlineCommand', ['callbackUserOnlineCommand', 'v3.6']],
    [
      '/cb/callbackBeforeMemberJoinGroupCommand',
      'callbackBeforeMemberJoinGroupCommand',
      ['callbackBeforeMembersJoinGroupCommand', 'v3'],
    ],
    [`/cb?command=${before}`, before, [before, 'v3.4']],
    [`/cb?callbackCommand=${before}`, before, [before, 'v3.4']],
    [`/callbackExample?command=${before}`, before, [before, 'v3.4']],
    ['/cb', before, [before, 'v2']],
    ['/callbackExample', before, [before, 'v2']],
    ['/', 'callbackWordFilterCommand', ['callbackWordFilterCommand', 'v2']],
    ['/cb/callbackOfTomorrowCommand', 'callbackOfTomorrowCommand', ['callbackOfTomorrowCommand', 'v3']],
  ])('%s with %s', async (url, command, expected) => {
    expect(await seen(url, body(command))).toEqual(expected)
  })

  it('is what the option says, when it says something', async () => {
    expect(await seen('/cb', body(before), { version: 'v3' })).toEqual([before, 'v3'])
    const im = handlerOf({ version: 'v2' })
    im.on(before, (event) => event.reply.reject(20005, 'no'))
    expect(said(await post(im, `/cb/${before}`, body(before)))).toMatchObject({
      actionCode: 1,
      errCode: 20005,
    })
  })

  it.each(['/cb', `/cb?token=1/${before}`])(
    'is not v2 where there is a header that v2 does not send: %s',
    async (url) => {
      const im = handlerOf()
      im.on(before, (event) => event.reply.reject(20005))
      for (const operationID of ['op', '']) {
        const reply = await post(im, url, body(before), { operationid: operationID })
        expect(said(reply)).toMatchObject({ actionCode: 0, errCode: 20005, nextCode: 1 })
      }
    },
  )

  it('is not v2 for a command that v2 has never had', async () => {
    const im = handlerOf()
    const name = 'callbackBeforeAddFriendCommand'
    im.on(name, (event) => event.reply.reject(20005))
    expect(said(await post(im, '/cb', { callbackCommand: name }))).toMatchObject({
      actionCode: 0,
      nextCode: 1,
    })
  })
})

describe('names of old', () => {
  it('reach the handler of today', async () => {
    const im = handlerOf()
    const commands: string[] = []
    im.on('callbackAfterUserOnlineCommand', (event) => void commands.push(event.command))
    im.on('callbackBeforeMsgModifyCommand', (event) => event.reply.rewriteText('***'))
    await post(im, '/cb/callbackUserOnlineCommand', { callbackCommand: 'callbackUserOnlineCommand' })
    await post(im, '/cb', { callbackCommand: 'callbackUserOnlineCommand' })
    expect(commands).toEqual(['callbackAfterUserOnlineCommand', 'callbackAfterUserOnlineCommand'])
    const old = await post(im, '/cb/callbackMsgModifyCommand', body('callbackMsgModifyCommand'))
    expect(said(old)).toEqual({ ...goOn, content: '{"content":"***"}' })
  })

  it('come with what their bodies lacked, as Go writes what nobody has set', async () => {
    const im = handlerOf()
    const bodies: object[] = []
    im.on('callbackAfterSingleMsgReadCommand', (event) => void bodies.push(event.body))
    const sent = openimPayload('callbackAfterSingleMsgReadCommand', { release: '3.5' })
    await post(im, '/cb/callbackSingleMsgRead', sent)
    expect(bodies).toEqual([{ ...sent, conversationID: '', userID: '', Seqs: null }])
  })

  it('go to a handler of their own before', async () => {
    const im = handlerOf()
    const commands: string[] = []
    const note = (event: { command: string }) => void commands.push(event.command)
    im.on('callbackAfterUserOnlineCommand', note).on('callbackUserOnlineCommand', note)
    await post(im, '/cb', { callbackCommand: 'callbackUserOnlineCommand' })
    expect(commands).toEqual(['callbackUserOnlineCommand'])
  })

  it('are answered in the way of the version that uses them', async () => {
    const im = handlerOf()
    im.on('callbackBeforeOnlinePushCommand', (event) => event.reply.reject(20005))
    const sent = { callbackCommand: 'callbackOnlinePushCommand', operationID: 'op' }
    expect(said(await post(im, '/cb', sent))).toMatchObject({ actionCode: 1, errCode: 20005 })
    expect(said(await post(im, '/cb/callbackOnlinePushCommand', sent))).toMatchObject({ nextCode: 1 })
  })
})

describe('who calls', () => {
  const status = async (options: OpenImOptions, url: string, headers = {}) => {
    const im = handlerOf({ authenticate: undefined, ...options })
    const reply = await post(im, url, body(before), headers)
    if (reply.status !== 200) expect([reply.status, reply.body]).toEqual([401, '[]'])
    return reply.status
  }

  it.each([
    [200, `/cb/s3cret/${before}`],
    [200, `/cb//s3cret//${before}`],
    [200, `/s3cret?command=${before}`],
    [200, '/s3cret'],
    [200, `/cb/s3cret-before/${before}`],
    [401, `/cb/${before}`],
    [401, `/cb/s3crets/${before}`],
    [401, `/cb/s3cre/${before}`],
    [401, `/cb/S3CRET/${before}`],
    [401, `/cb/s3cret/x/${before}`],
    [401, `/cb/${before}/s3cret/x`],
    [401, `/cb/${before}?secret=s3cret`],
    [401, '/'],
  ])('%d for a secret in %s', async (expected, url) => {
    expect(await status({ secret: ['s3cret', 's3cret-before'] }, url)).toBe(expected)
  })

  it.each([
    [200, `/im/openim/${before}`],
    [200, '/im/openim'],
    [401, `/im/${before}`],
    [401, `/other/openim/${before}`],
    [401, `/im/openim/x/${before}`],
    [401, '/im/openim/x'],
  ])('%d for a path in %s', async (expected, url) => {
    expect(await status({ path: '/im/openim/', authenticate: () => true }, url)).toBe(expected)
  })

  it('is told by a path that is not ASCII, which Go escapes', async () => {
    const options = { path: '/回调/im', authenticate: () => true }
    expect(await status(options, `/%E5%9B%9E%E8%B0%83/im/${before}`)).toBe(200)
    expect(await status(options, `/%E5%9B%9E/im/${before}`)).toBe(401)
  })

  it.each([
    '/cb/s3%63ret/',
    '/cb/s3cret%2F',
    '/cb%2Fs3cret/',
    '/cb/s3cret;x/',
    '/cb/s3cret%00/',
    '/cb/ｓ3cret/',
    '/cb/s3cret/../',
    '/cb\\s3cret/',
  ])('%s is not the secret', async (path) => {
    expect(await status({ secret: 's3cret' }, path + before)).toBe(401)
  })

  it('is told by basic authentication', async () => {
    const options = {
      basicAuth: [
        { username: 'im', password: 'pä:ss' },
        { username: 'im', password: 'old' },
      ],
    }
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
    const at = (authorization?: string) =>
      status(options, `/cb/${before}`, authorization ? { authorization } : {})
    expect(await at(basic('im:pä:ss'))).toBe(200)
    expect(await at(basic('im:old').replace('Basic', 'basic'))).toBe(200)
    for (const wrong of [
      undefined,
      basic('im:pä:s'),
      basic('im'),
      basic(''),
      'Basic',
      'Bearer x',
      'Basic ?',
    ]) {
      expect(await at(wrong)).toBe(401)
    }
  })

  it('is told by a function, which may know the app', async () => {
    const im = handlerOf({
      authenticate: async ({ headers, params }) =>
        'get' in headers || headers['x-key'] !== 'k' ? undefined : { tenant: params.CallbackCommand },
    })
    const apps: unknown[] = []
    im.before((event) => void apps.push(event.app))
    expect((await post(im, `/cb/${before}`, body(before), { 'x-key': 'k' })).status).toBe(200)
    expect((await post(im, `/cb/${before}`, body(before))).status).toBe(401)
    expect(apps).toEqual([{ tenant: before }])
    expect(await status({ authenticate: () => false }, `/cb/${before}`)).toBe(401)
    expect(await status({ secret: 's3cret', authenticate: () => true }, `/cb/${before}`)).toBe(401)
  })
})

describe('options', () => {
  it.each([
    [{ secrets: 'a' }, 'openim() has no option "secrets". Did you mean "secret"?'],
    [{ version: 'v3.8' }, 'version is "v3.8"; give auto, v2, v3.4, v3.6, v3.'],
    [{ path: 'openim' }, 'path begins with a slash'],
    [{ path: '/openim?x' }, 'path begins with a slash'],
    [{ secret: '' }, 'secret is text of letters'],
    [{ secret: 'a/b' }, 'secret is text of letters'],
    [{ secret: [] }, 'secret is text of letters'],
    [{ secret: '..' }, 'secret is text of letters'],
    [{ basicAuth: { username: 'a' } }, 'basicAuth is { username, password }'],
    [{ basicAuth: { username: 'a:b', password: 'c' } }, 'basicAuth is { username, password }'],
    [{ basicAuth: [] }, 'basicAuth is { username, password }'],
    [{ authenticate: true }, 'authenticate is a function'],
  ])('%j is a mistake', (options, message) => {
    const given: object = options
    expect(() => openim(given)).toThrow(message)
  })

  it('keeps what is secret out of what it says', () => {
    const given: object = { secret: 'hunter2/', basicAuth: { username: '', password: 'hunter2' } }
    expect(() => openim(given)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    )
  })
})

describe('the secret that servers send along', () => {
  it.each(['callbackBeforeUserRegisterCommand', 'callbackAfterUserRegisterCommand'] as const)(
    'of %s reaches no handler and no queue',
    async (command) => {
      const queue = new MemoryQueue()
      const im = handlerOf({}, { queue })
      const seen: string[] = []
      im.on(command, {
        async: true,
        handle: ({ body, rawBody }) => void seen.push(JSON.stringify(body), rawBody),
      })
      const sent = openimPayload(command, { release: '3.6' })
      expect(sent).toHaveProperty('secret')
      const reply = await post(im, `/cb/${command}`, sent)
      await im.close()
      expect(said(reply)).toEqual(goOn)
      const { secret, ...rest } = sent
      expect(seen).toEqual([JSON.stringify(rest), JSON.stringify(rest)])
    },
  )
})

describe('the id of an event', () => {
  const idOf = async (sent: object, headers = {}, clock = () => 1) => {
    const im = handlerOf({}, { clock })
    let id = ''
    im.before((event) => {
      id = event.id
    })
    await post(im, `/cb/${(sent as { callbackCommand: string }).callbackCommand}`, sent, headers)
    return id
  }
  const message = { callbackCommand: before, serverMsgID: 's', clientMsgID: 'c' }
  const friend = { callbackCommand: 'callbackAfterAddFriendCommand', fromUserID: 'a', toUserID: 'b' }

  it('of a message is made of the IDs it has', async () => {
    expect(await idOf(message)).toBe(`openim:${before}:["s","c"]`)
    expect(await idOf({ ...message, content: 'x' }, { operationid: 'op' })).toBe(await idOf(message))
    expect(await idOf({ ...message, callbackCommand: 'callbackAfterSendSingleMsgCommand' })).not.toBe(
      await idOf(message),
    )
  })

  it('of other events is made of operation and body', async () => {
    const [one, two] = [
      await idOf(friend, { operationid: 'op-1' }),
      await idOf(friend, { operationid: 'op-2' }),
    ]
    expect(one).not.toBe(two)
    expect(await idOf(friend, { operationid: 'op-1' }, () => 2)).toBe(one)
    expect(await idOf({ ...friend, toUserID: 'c' }, { operationid: 'op-1' })).not.toBe(one)
  })

  it('keeps the answer of one version from servers of another, which would take it for something else', async () => {
    const im = handlerOf({}, { dedupe: memoryDedupe({ ttl: 60_000 }) })
    im.on(before, (event) => event.reply.reject(20005))
    const sent = { ...message, seq: 0 }
    expect(said(await post(im, `/cb/${before}`, sent))).toMatchObject({ actionCode: 0, nextCode: 1 })
    expect(said(await post(im, '/cb', sent))).toMatchObject({ actionCode: 1, errCode: 20005 })
  })

  it('without an operation is made of the moment: OpenIM repeats nothing', async () => {
    expect(await idOf(friend)).not.toBe(await idOf(friend, {}, () => 2))
    expect(await idOf(friend, { operationid: '' })).toBe(await idOf(friend))
    expect((await idOf(friend, { operationid: 'x'.repeat(10_000) })).length).toBeLessThan(200)
  })
})
