import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { offlineJson } from '../src/push/offline-json.js'
import { int64Body } from './support/bodies.js'
import { startGateway, type TestGateway } from './support/gateway.js'
import { MsgidMap } from './support/msgid-map.js'
import type { RawClient, RawFrame } from './support/raw-client.js'
import { until } from './support/until.js'

type Line = readonly [conn: string, sign: '>' | '<' | 'x', header?: string, body?: string]
interface Scenario {
  readonly name: string
  readonly frames: readonly Line[]
}

const { scenarios } = JSON.parse(readFileSync(join(__dirname, 'golden/recorded.json'), 'utf8')) as {
  scenarios: Scenario[]
}

/** The hole of the original: it took messages of anyone, as long as all ids were 0. */
const hole = 'unauthenticated MSG_CUSTOMER 0/0 -> seller 201'
/** The msgid that message got, in the queue of seller 201; here that queue is empty then. */
const msgidOfHole = 0x3c8n

const userOf = (conn: string) => (conn === 'S' ? 'seller' : 'customer')
const isMessage = (command: number) => command === 24 || command === 25 || command === 64

describe.each(['tcp', 'websocket'] as const)('over %s, what the original server answered', (over) => {
  const conns = new Map<string, RawClient>()
  const msgids = new MsgidMap()
  const pushed: string[] = []
  let bench: TestGateway

  beforeAll(async () => {
    bench = await startGateway({
      compat: 'strict-silent',
      push: { push: (offline) => void pushed.push(offlineJson(offline).json) },
    })
    msgids.note('seller', 0n, 0n)
  })
  afterAll(() => bench.close())

  it.each(scenarios)('$name', async ({ name, frames }) => {
    if (name === 'seller offline -> push queue') await leave('S', 'A2')
    const expected = new Map<string, Line[]>()
    for (const line of frames) {
      const [conn, sign, header = '', body = ''] = line
      if (sign === '>') await send(conn, header, body)
      else expected.set(conn, [...(expected.get(conn) ?? []), line])
      // Logins and the end of a connection are waited for; messages may overtake each other between connections.
      if (sign === '<' && header.slice(16, 18) === '03') {
        await receive(conn, line)
        expected.set(conn, (expected.get(conn) ?? []).slice(0, -1))
      }
    }
    if (name === hole) {
      expect(await get('anon').drain()).toEqual([])
      return
    }
    for (const [conn, lines] of expected) for (const line of lines) await receive(conn, line)
  })

  it('nothing else', async () => {
    expect(await get('A3').drain()).toEqual([])
    expect(await get('S').drain()).toEqual([])
  })

  it('the entry for the absent seller', () => {
    expect(pushed).toEqual([
      '{"appid":1453,"command":24,"content":"{\\"text\\":\\"off\\"}","customer":101,"customer_appid":7,"receiver":201,"seller":201,"store":5}',
    ])
  })

  async function send(conn: string, header: string, body: string): Promise<void> {
    const isFirst = header.slice(8, 16) === '00000001'
    if (isFirst && conns.has(conn)) await leave(conn)
    if (!conns.has(conn)) conns.set(conn, await bench.connect(over))
    const command = Number.parseInt(header.slice(16, 18), 16)
    const isKey = command === 26 || command === 34
    const bytes = Buffer.from(body, 'hex')
    const sent = isKey ? int64Body(msgids.ours(userOf(conn), bytes.readBigInt64BE())) : bytes
    get(conn).sendBytes(Buffer.concat([Buffer.from(header, 'hex'), sent]))
  }

  async function receive(conn: string, [, sign, header = '', body = '']: Line): Promise<void> {
    if (sign === 'x') return get(conn).closed
    const frame = await get(conn).next()
    expect(frame.header.toString('hex')).toBe(header)
    compare(conn, frame, Buffer.from(body, 'hex'))
  }

  function compare(conn: string, { command, body }: RawFrame, recorded: Buffer): void {
    const same = (at: number) => {
      const [theirs, ours] = [recorded.readBigInt64BE(at), body.readBigInt64BE(at)]
      if (theirs !== msgidOfHole) msgids.note(userOf(conn), theirs, ours)
      else expect(ours).toBe(0n)
      recorded.writeBigInt64BE(ours, at)
    }
    if (command === 27 || command === 28 || command === 29) same(0)
    if (command === 37) {
      same(8)
      same(0)
    }
    if (isMessage(command)) {
      expect(Math.abs(body.readInt32BE(32) - Date.now() / 1000)).toBeLessThan(60)
      recorded.writeInt32BE(body.readInt32BE(32), 32)
    }
    expect(body.toString('hex')).toBe(recorded.toString('hex'))
  }

  function get(conn: string): RawClient {
    const client = conns.get(conn)
    if (client === undefined) throw new Error(`no connection ${conn}`)
    return client
  }

  async function leave(...names: string[]): Promise<void> {
    const before = bench.gateway.stats().connections
    await Promise.all(names.map((conn) => get(conn).close()))
    for (const conn of names) conns.delete(conn)
    await until(() => bench.gateway.stats().connections === before - names.length)
  }
})
