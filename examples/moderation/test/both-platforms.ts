import {
  createSimulator,
  type OpenImRelease,
  openimPayload,
  openimRequest,
  textMessage,
} from '@im-callback/testing'

/** What demo.env would set. */
export const environment = {
  HOST: '127.0.0.1',
  PORT: '0',
  IM_SDK_APP_ID: '1400000000',
  IM_CALLBACK_TOKEN: 'test-token',
  OPENIM_SECRET: 'test-secret',
}

/** The tests of an app that moderates for both platforms; `base` answers where it listens. */
export function itModerates(base: () => string): void {
  const tencent = (token = 'test-token') => createSimulator({ url: `${base()}/tencent`, token })

  async function openim(command: string, text: string, to: { release?: OpenImRelease; path?: string } = {}) {
    const { release = '3.8.3', path = '/openim/test-secret' } = to
    const fields = { content: release < '3' ? text : JSON.stringify({ content: text }) }
    const sent = openimRequest(openimPayload(command, { release, fields }), { release, path })
    const answer = await fetch(base() + sent.url, sent)
    return { status: answer.status, reply: await answer.json() }
  }

  describe('Tencent', () => {
    it.each([
      ['C2C.CallbackBeforeSendMsg', 120001],
      ['Group.CallbackBeforeSendMsg', 10100],
    ] as const)('%s: allows, refuses and rewrites', async (command, ErrorCode) => {
      const send = async (...texts: string[]) =>
        (await tencent().send(command, { MsgBody: texts.map(textMessage) })).reply
      expect(await send('good morning')).toEqual({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' })
      expect(await send('hi', 'casino')).toMatchObject({
        ErrorCode,
        ErrorInfo: '"casino" is not welcome here',
      })
      const MsgBody = [textMessage('hi'), textMessage('****')]
      expect(await send('hi', 'damn')).toMatchObject({ ErrorCode: 0, MsgBody })
    })

    it('is served alone', async () => {
      expect((await tencent('guessed').send('C2C.CallbackBeforeSendMsg')).status).toBe(401)
    })
  })

  describe('OpenIM', () => {
    const refused = { actionCode: 0, nextCode: 1, errCode: 20001, errMsg: '"casino" is not welcome here' }

    it.each(['callbackBeforeSendSingleMsgCommand', 'callbackBeforeSendGroupMsgCommand'])(
      '%s: allows and refuses',
      async (command) => {
        expect((await openim(command, 'good morning')).reply).toMatchObject({ errCode: 0, nextCode: 0 })
        expect((await openim(command, 'damn')).reply).toMatchObject({ errCode: 0, nextCode: 0 })
        expect((await openim(command, 'the Casino')).reply).toMatchObject(refused)
      },
    )

    it.each(['3.5', '3.8.3'] as const)('%s: rewrites, in the callback for that', async (release) => {
      const { reply } = await openim('callbackBeforeMsgModifyCommand', 'damn', { release })
      expect(reply).toMatchObject({ errCode: 0, nextCode: 0, content: '{"content":"****"}' })
    })

    it('2.3: refuses and rewrites in the word filter', async () => {
      const filter = (text: string) => openim('callbackWordFilterCommand', text, { release: '2.3' })
      expect((await filter('casino')).reply).toMatchObject({ actionCode: 1, errCode: 20001 })
      expect((await filter('damn')).reply).toMatchObject({ actionCode: 0, errCode: 0, content: '****' })
    })

    it.each(['/openim', '/openim/guessed'])('is served alone: not at %s', async (path) => {
      expect((await openim('callbackBeforeSendSingleMsgCommand', 'hi', { path })).status).toBe(401)
    })
  })

  it('serves nothing elsewhere', async () => {
    expect((await fetch(`${base()}/`, { method: 'POST' })).status).toBe(404)
  })
}
