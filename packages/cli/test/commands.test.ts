import { tencentCommands } from '@im-callback/core'
import { run } from './run.js'

describe('commands', () => {
  it('lists every command with its phase and titles', async () => {
    const { code, out } = await run(['commands'])
    const lines = out.trimEnd().split('\n')
    expect(lines).toHaveLength(Object.keys(tencentCommands).length)
    expect(lines[0]).toMatch(
      /^C2C\.CallbackBeforeSendMsg +before {2}Before a One-to-One Message Is Sent {2}发单聊消息之前回调$/,
    )
    expect(code).toBe(0)
  })

  it.each([
    'beforesend',
    'C2C.CallbackBeforeSend',
    'before a group message',
    '发单聊消息之前',
    'moderation',
    'call',
  ])('finds %s', async (filter) => {
    const { out } = await run(['commands', filter])
    const lines = out.trimEnd().split('\n')
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.length).toBeLessThan(10)
  })

  it('says when nothing fits', async () => {
    expect(await run(['commands', 'xyz'])).toEqual({
      code: 1,
      out: '',
      err: 'None of the 64 commands has "xyz" in it.\n',
    })
  })
})

describe('help', () => {
  it.each([['--help'], ['send', '--help']])('%s', async (...argv) => {
    const { code, out } = await run(argv)
    expect(out).toContain('Usage: im-callback')
    expect(code).toBe(0)
  })
})
