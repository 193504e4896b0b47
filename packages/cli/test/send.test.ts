import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AnyEvent, TencentCommands } from '@im-callback/core'
import { closeServers, run, serve, serveApp } from './run.js'

afterEach(closeServers)

const c2c = 'C2C.CallbackBeforeSendMsg'
const group = 'Group.CallbackBeforeSendMsg'
const time = / · 200 · \d+ ms\n$/

/** A server that keeps what it is sent. */
async function recorder(): Promise<{ url: string; seen: AnyEvent<TencentCommands>[] }> {
  const seen: AnyEvent<TencentCommands>[] = []
  const url = await serveApp((im) => im.fallback((event) => void seen.push(event)))
  return { url, seen }
}

describe('send: the verdict', () => {
  const sent = (url: string, ...argv: string[]) => run(['send', ...argv, '--url', url])

  it('delivered as sent', async () => {
    const url = await serveApp(() => {})
    const { code, out, err } = await sent(url, c2c, '--text', 'hello')
    expect(out).toMatch(/^C2C\.CallbackBeforeSendMsg → delivered as sent · 200 · \d+ ms\n$/)
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })

  it('refused, with code and words', async () => {
    const url = await serveApp((im) => im.on(c2c, ({ reply }) => reply.reject(120001, 'mind your words')))
    const { code, out } = await sent(url, c2c)
    expect(out).toMatch(`${c2c} → refused (ErrorCode 120001: mind your words)`)
    expect(code).toBe(0)
  })

  it('refused without words', async () => {
    const url = await serveApp((im) => im.on(c2c, ({ reply }) => reply.reject()))
    expect((await sent(url, c2c)).out).toMatch('→ refused (ErrorCode 1) ·')
  })

  it('dropped silently', async () => {
    const url = await serveApp((im) => im.on(group, ({ reply }) => reply.drop()))
    expect((await sent(url, group)).out).toMatch(`${group} → dropped silently (the sender sees success)`)
  })

  it('delivered rewritten, text in words and other elements by type', async () => {
    const face = { MsgType: 'TIMFaceElem', MsgContent: { Index: 1, Data: '' } } as const
    const url = await serveApp((im) =>
      im.on(group, ({ body, reply }) =>
        reply.rewrite({ MsgBody: [...body.MsgBody, face], CloudCustomData: 'checked' }),
      ),
    )
    expect((await sent(url, group, '--text', 'hi')).out).toMatch(
      '→ delivered rewritten as "hi [TIMFaceElem]" and with CloudCustomData "checked" ·',
    )
  })

  it('allowed, and refused members', async () => {
    const invite = 'Group.CallbackBeforeInviteJoinGroup'
    const url = await serveApp((im) => im.on(invite, ({ reply }) => reply.refuseMembers(['eve', 'mallory'])))
    expect((await sent(url, invite)).out).toMatch('→ allowed, but refused members eve, mallory ·')
    const friendly = await serveApp(() => {})
    expect((await sent(friendly, invite)).out).toMatch('→ allowed ·')
  })

  it('account by account', async () => {
    const add = 'Sns.CallbackPrevFriendAdd'
    const url = await serveApp((im) => im.on(add, ({ reply }) => reply.reject(38001, 'no strangers')))
    expect((await sent(url, add)).out).toMatch(/→ \w+ refused \(ResultCode 38001: no strangers\)/)
    const friendly = await serveApp(() => {})
    expect((await sent(friendly, add)).out).toMatch(/→ \w+ allowed/)
    const terse = await serve((_req, res) => res.end('{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":""}'))
    expect((await sent(terse, add)).out).toMatch(/→ allowed ·/)
  })

  it('acknowledged, or answered with data', async () => {
    const url = await serveApp((im) =>
      im.on('Chatbot.OnC2CSignalMessage', ({ reply }) => reply.respond('yes?')),
    )
    expect((await sent(url, 'C2C.CallbackAfterSendMsg')).out).toMatch('→ acknowledged ·')
    expect((await sent(url, 'Chatbot.OnC2CSignalMessage')).out).toMatch('→ answered with "yes?" ·')
  })

  it.each([
    [c2c, { ActionStatus: 'FAIL', ErrorCode: 7, ErrorInfo: 'no' }, 'failed (ErrorCode 7: no)'],
    [
      c2c,
      { ActionStatus: 'OK', ErrorCode: 7 },
      'answered with ErrorCode 7, a code this command does not know',
    ],
    [group, { ActionStatus: 'OK', ErrorCode: 120001 }, 'a code this command does not know'],
    [
      'State.StateChange',
      { ActionStatus: 'OK', ErrorCode: 1 },
      'acknowledged with ErrorCode 1, which changes nothing',
    ],
  ])('%s %j: %s', async (command, answer, words) => {
    const url = await serve((_req, res) => res.end(JSON.stringify(answer)))
    const { code, out } = await sent(url, command)
    expect(out).toContain(words)
    expect(code).toBe(0)
  })

  it('as JSON', async () => {
    const url = await serveApp((im) => im.on(c2c, ({ reply }) => reply.drop()))
    expect(JSON.parse((await sent(url, c2c, '--json')).out)).toEqual({
      command: c2c,
      status: 200,
      duration: expect.any(Number),
      verdict: 'dropped silently (the sender sees success)',
      reply: { ActionStatus: 'OK', ErrorCode: 2, ErrorInfo: '' },
    })
  })
})

describe('send: what is sent', () => {
  it('sets the fields of the options', async () => {
    const { url, seen } = await recorder()
    const options = ['--from', 'mallory', '--group', 'g1', '--text', '你好', '--set', 'OnlineOnlyFlag=1']
    await run(['send', group, '--url', url, ...options, '--set', 'TopicId=5', '--set', 'New=a=b'])
    expect(seen[0]?.body).toMatchObject({
      CallbackCommand: group,
      From_Account: 'mallory',
      GroupId: 'g1',
      MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: '你好' } }],
      OnlineOnlyFlag: 1,
      TopicId: '5',
      New: 'a=b',
    })
  })

  it('sends a list where the command has a list of recipients', async () => {
    const { url, seen } = await recorder()
    await run(['send', c2c, '--url', url, '--to', 'bob'])
    await run(['send', 'Bot.OnC2CMessage', '--url', url, '--to', 'bot1'])
    expect(seen.map(({ body }) => 'To_Account' in body && body.To_Account)).toEqual([
      'bob',
      expect.anything(),
    ])
  })

  it('sends each time another event, so that no dedupe takes it for a repeated one', async () => {
    const { url, seen } = await recorder()
    for (const command of [c2c, c2c, group, group]) await run(['send', command, '--url', url])
    expect(new Set(seen.map(({ id }) => id)).size).toBe(4)
  })

  it('sends a body of your own as it is, numbers beyond 2^53 too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'im-callback-'))
    const file = join(folder, 'body.json')
    const text = `{ "CallbackCommand": "${c2c}", "Big": 144115198339527735 }`
    writeFileSync(file, text)
    const { url, seen } = await recorder()
    await run(['send', c2c, '--url', url, '--body', `@${file}`])
    await run(['send', c2c, '--url', url, '--body', '{"MsgBody":[]}', '--text', 'hi'])
    expect(seen[0]?.rawBody).toBe(text)
    expect(seen[1]?.rawBody).toBe('{"MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"hi"}}]}')
    rmSync(folder, { recursive: true })
  })

  it('takes address, app and token from the environment, and options before it', async () => {
    const url = await serveApp(() => {}, 'right')
    const env = { IM_CALLBACK_URL: url, IM_SDK_APP_ID: '1400000000', IM_CALLBACK_TOKEN: 'right' }
    expect((await run(['send', c2c], env)).out).toMatch(time)
    const wrong = { IM_CALLBACK_URL: 'http://127.0.0.1:1/', IM_SDK_APP_ID: '1', IM_CALLBACK_TOKEN: 'wrong' }
    const options = ['--url', url, '--sdk-app-id', '1400000000', '--token', 'right']
    expect((await run(['send', c2c, ...options], wrong)).out).toMatch(time)
  })
})

describe('send: refused by the server', () => {
  it.each([
    [
      'no signature',
      [],
      'signature_missing: Sign and RequestTime are required.',
      '--token or IM_CALLBACK_TOKEN',
    ],
    ['a wrong token', ['--token', 'wrong'], 'signature_invalid', '--token or IM_CALLBACK_TOKEN'],
    ['another app', ['--sdk-app-id', '7'], 'unknown_app', '--sdk-app-id or IM_SDK_APP_ID'],
  ])('%s', async (_what, options, reason, advice) => {
    const url = await serveApp(() => {}, 'right')
    const { code, out, err } = await run(['send', c2c, '--url', url, ...options])
    expect(err).toMatch(/^C2C\.CallbackBeforeSendMsg → not served \(.*\) · 40[13] · \d+ ms\n/)
    expect(err).toContain(reason)
    expect(err).toContain(advice)
    expect({ code, out }).toEqual({ code: 1, out: '' })
  })

  it('a handler that threw', async () => {
    const url = await serveApp((im) => im.on(c2c, () => Promise.reject(new Error('secret'))))
    const { code, err } = await run(['send', c2c, '--url', url])
    expect(err).toContain('handler_failed: ')
    expect(err).toContain('the log of the server says why')
    expect(code).toBe(1)
  })

  it('a path where nothing is', async () => {
    const url = await serveApp(() => {})
    const { err } = await run(['send', c2c, '--url', url.replace('callback', 'other')])
    expect(err).toContain('· 404 ·')
    expect(err).toContain('--url')
  })

  it.each([
    [404, '<h1>Cannot POST</h1>', 'not found', 'give the right one with --url'],
    [302, '', 'redirected', 'follows no redirects'],
    [200, 'hello', 'the answer is not a response: hello', ''],
    [200, '', 'the answer is empty', ''],
    [503, '{"ActionStatus":"FAIL","ErrorCode":503}', 'no reason given', ''],
  ])('an answer of something else: %i %s', async (status, text, reason, advice) => {
    const url = await serve((_req, res) => res.writeHead(status, { location: '/' }).end(text))
    const { code, err } = await run(['send', c2c, '--url', url])
    expect(err).toContain(reason)
    expect(err).toContain(advice)
    expect(code).toBe(1)
  })

  it('as JSON, with the text where there is no reply', async () => {
    const url = await serve((_req, res) => res.writeHead(502).end('bad gateway'))
    const { code, out } = await run(['send', c2c, '--url', url, '--json'])
    expect(JSON.parse(out)).toMatchObject({ status: 502, reply: 'bad gateway' })
    expect(code).toBe(1)
  })
})

describe('send: no answer', () => {
  it('nothing listens', async () => {
    const url = await serve(() => {})
    await closeServers()
    const { code, err } = await run(['send', c2c, '--url', url])
    expect(err).toBe(
      `Nothing listens at ${new URL(url).origin}. ` +
        'Is the server running? Start it (npm start), or give its address with --url.\n',
    )
    expect(code).toBe(1)
  })

  it('the connection breaks', async () => {
    const url = await serve((req) => req.socket.destroy())
    const { code, err } = await run(['send', c2c, '--url', url])
    expect(err).toContain('gave no answer')
    expect(code).toBe(1)
  })

  it('the server takes longer than the platform waits', async () => {
    const url = await serve(() => {})
    const { code, err } = await run(['send', c2c, '--url', url])
    expect(err).toContain('did not answer within 2 seconds')
    expect(code).toBe(1)
  })
})

describe('send: mistakes', () => {
  it.each([
    [['send'], "Missing required argument 'command'"],
    [['send'], 'For example: im-callback send C2C.CallbackBeforeSendMsg --text "hello"'],
    [['send', c2c, '--txet', 'x'], 'Did you mean --text?'],
    [['send', 'C2C.CallbackBeforeSendMgs'], 'Did you mean C2C.CallbackBeforeSendMsg?'],
    [['send', 'c2c.callbackbeforesendmsg'], 'Did you mean C2C.CallbackBeforeSendMsg?'],
    [['send', 'BeforeCreate'], 'Did you mean Group.CallbackBeforeCreateGroup or '],
    [['send', 'nonsense'], '"nonsense" is not a command I know.\nAll of them: im-callback commands'],
    [['send', '__proto__'], 'is not a command I know'],
    [
      ['send', c2c, '--group', 'g'],
      `--group sets GroupId, which ${c2c} does not have. Its fields: CallbackCommand, `,
    ],
    [['send', 'State.StateChange', '--text', 'x'], '--text sets MsgBody'],
    [['send', c2c, '--set', 'x'], '"x" has no "="'],
    [['send', c2c, '--body', '{'], '--body is not JSON'],
    [['send', c2c, '--body', 'body.json'], 'A file is given as --body @file.json'],
    [['send', c2c, '--body', '[]'], 'not an object'],
    [['send', c2c, '--body', '@/no/such/file'], 'cannot be read'],
    [['send', c2c, '--url', 'localhost:3000'], '"localhost:3000" is no address'],
    [['send', c2c, '--sdk-app-id', '1.4e9'], '"1.4e9" is no SDKAppID'],
  ])('%j: %s', async (argv, message) => {
    const { code, out, err } = await run(argv)
    expect(err).toContain(message)
    expect({ code, out }).toEqual({ code: 1, out: '' })
  })
})
