import { runDemo } from '../src/demo.js'
import { readSettings } from '../src/settings.js'

it('the demo shows a conversation and ends', async () => {
  const log = jest.spyOn(console, 'log').mockImplementation()
  await runDemo(readSettings({ PORT: '0', IM_CALLBACK_TOKEN: 'demo-token' }))
  const shown = log.mock.calls.join('\n')
  log.mockRestore()
  expect(shown).toContain(
    [
      'alice: hello',
      'bob: You said: hello',
      'alice: (recalled)',
      'bob: I took your message back: "casino" is not welcome here.',
      'alice: unread',
      'bob: You have 2 messages from me that you have not read.',
    ].join('\n'),
  )
})

describe('settings', () => {
  it('have defaults, and take the environment', () => {
    expect(readSettings({})).toEqual({
      host: '127.0.0.1',
      port: 3008,
      sdkAppId: 1400000000,
      token: undefined,
      secretKey: undefined,
      identifier: 'administrator',
      region: 'china',
      account: 'bob',
    })
    expect(readSettings({ IM_SECRET_KEY: 'k', IM_REGION: 'tokyo', IM_ADMIN: 'root' })).toMatchObject({
      secretKey: 'k',
      region: 'tokyo',
      identifier: 'root',
    })
  })

  it.each([
    [{ IM_REGION: 'mars' }, /IM_REGION is "mars"; give one of china, singapore/],
    [{ IM_SDK_APP_ID: 'mine' }, /IM_SDK_APP_ID is no number/],
    [{ PORT: '3,000' }, /PORT is "3,000"/],
  ])('%j is refused', (env, sentence) => {
    expect(() => readSettings(env)).toThrow(sentence)
  })
})
