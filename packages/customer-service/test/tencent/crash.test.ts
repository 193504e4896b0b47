import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forkSource } from '@im-callback/test-servers'
import { createSimulator, textMessage } from '@im-callback/testing'
import { createRestServer, type RestServer } from '@im-callback/testing/rest'
import { sqliteStore } from '../../src/index.js'
import { contents, sdkAppId, secretKey, support, token } from '../support/bridge.js'
import { until } from '../support/until.js'

const program = join(__dirname, '../programs/bridge.ts')

let folder: string
let platform: RestServer
let child: ChildProcess | undefined
let port: number

/** What the process has said and nobody has asked for yet. */
let said: unknown[]

/** The next text or number it says. */
async function says(kind: 'string' | 'number'): Promise<unknown> {
  await until(() => said.some((each) => typeof each === kind))
  const index = said.findIndex((each) => typeof each === kind)
  return said.splice(index, 1)[0]
}

async function start(how?: 'hang'): Promise<void> {
  child = forkSource(program, how === undefined ? [folder, platform.url] : [folder, platform.url, how])
  said = []
  child.on('message', (message) => said.push(message))
  port = Number(await says('number'))
}

async function kill(): Promise<void> {
  if (child === undefined || child.exitCode !== null) throw new Error('The process has ended by itself.')
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  child = undefined
}

async function say(): Promise<void> {
  const url = `http://127.0.0.1:${port}/im/callback`
  const simulator = createSimulator({ url, sdkAppId, token, timeout: 10_000 })
  const message = { From_Account: 'alice', To_Account: 'support', MsgBody: [textMessage('hello')] }
  const { status } = await simulator.send('C2C.CallbackAfterSendMsg', {
    ...message,
    MsgKey: '1_1_1',
    SendMsgResult: 0,
    OnlineOnlyFlag: 0,
  })
  expect(status).toBe(200)
}

/** Resolves with what the store has once the process, which alone may open it, is gone. */
async function stored() {
  const store = await sqliteStore({ file: join(folder, 'messages.db') })
  const all = await contents(store, support)
  await store.close()
  return all
}

const seenByAlice = () => platform.history('alice', 'support')

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'im-callback-bridge-'))
  platform = await createRestServer({ sdkAppId, secretKey })
})
afterEach(async () => {
  if (child !== undefined) await kill()
  await platform.close()
  rmSync(folder, { recursive: true })
})

describe('a bridge that is killed', () => {
  it.each([
    ['before Tencent has taken it', false],
    ['after Tencent has taken it', true],
  ])(
    'while an answer is on its way, %s, sends it once',
    async (_, handled) => {
      await start()
      await say()
      expect(await says('string')).toBe('ok')
      platform.fail({ endpoint: 'openim/sendmsg', delay: Number.POSITIVE_INFINITY, handled })
      child?.send('answer')
      await platform.arrived(1)
      expect(seenByAlice()).toHaveLength(handled ? 1 : 0)
      await kill()
      const before = platform.requestCount
      await start()
      await platform.arrived(before + (handled ? 1 : 2))
      await until(() => seenByAlice().length > 0)
      const asked = platform.requests.slice(before).map(({ endpoint }) => endpoint)
      expect(asked).toEqual(
        handled ? ['openim/admin_getroammsg'] : ['openim/admin_getroammsg', 'openim/sendmsg'],
      )
      expect(seenByAlice()).toHaveLength(1)
    },
    60_000,
  )

  it('between a message and the end of its event, stores it once', async () => {
    await start('hang')
    await say()
    expect(await says('string')).toBe('ok')
    await kill()
    expect(await stored()).toHaveLength(1)
    await start('hang')
    // The event came again, and has been posted again.
    expect(await says('string')).toBe('ok')
    await kill()
    expect(await stored()).toHaveLength(1)
  }, 60_000)
})
