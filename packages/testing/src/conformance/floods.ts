import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import type { Bench } from './bench.js'
import { type BodyState, has } from './body-states.js'
import { serves } from './cases.js'
import { checkAnswer, type Expectation, title } from './expectation.js'
import { type Answer, parseAnswers } from './http-answer.js'
import { open } from './http-client.js'
import type { Change } from './request.js'
import { it } from './runner.js'

/** Bytes that the process may grow by, with the sender in it. */
const allowance = 256 << 20
/** Milliseconds until the connection has to be ended. */
const patience = 4000

interface Flood {
  readonly name: string
  readonly send: Change
  /** How the body is announced. */
  readonly framing: 'Transfer-Encoding: chunked' | `Content-Length: ${number}`
  readonly expect: Expectation
}

const cases: readonly Flood[] = [
  { name: 'endless chunks', send: {}, framing: 'Transfer-Encoding: chunked', expect: 'body_too_large' },
  { name: 'a body of 1 GiB', send: {}, framing: 'Content-Length: 1073741824', expect: 'body_too_large' },
  {
    name: 'endless chunks from a stranger',
    send: { token: 'not-ours' },
    framing: 'Transfer-Encoding: chunked',
    expect: 'signature_invalid',
  },
  {
    name: 'an endless PUT',
    send: { method: 'PUT' },
    framing: 'Transfer-Encoding: chunked',
    expect: 'method_not_allowed',
  },
]

/** Uploads without end get their answer, and then the end of the connection. */
export function itEndsFloods(bench: Bench, state: BodyState): void {
  for (const one of cases) {
    if (has(state, 'readsFirst')) itServesBeside(one, bench, state)
    else itEnds(one, bench, state)
  }
}

function itEnds(one: Flood, bench: Bench, state: BodyState): void {
  it(title(`ends ${one.name}`, one), async () => {
    const { received } = bench
    const { answer, end } = await flood(open(bench.port), await headOf(bench, one), pieceOf(one))
    checkAnswer(bench.platform, answer, { expect: one.expect, isReached: bench.received > received })
    assert.equal(end, 'by the server')
    await serves(bench, state)
  })
}

/** A parser that reads first decides on its own what to do with a flood. */
function itServesBeside(one: Flood, bench: Bench, state: BodyState): void {
  it(`serves others beside ${one.name} (the parser reads it, within its own limit)`, async () => {
    const socket = open(bench.port)
    socket.write(await headOf(bench, one))
    for (let sent = 0; sent < 2 << 20; sent += block.length) socket.write(pieceOf(one))
    await serves(bench, state)
    socket.destroy()
    await serves(bench, state)
  })
}

const block = Buffer.alloc(1 << 16, 'x')
const chunk = Buffer.concat([Buffer.from(`${block.length.toString(16)}\r\n`), block, Buffer.from('\r\n')])

const pieceOf = ({ framing }: Flood) => (framing.startsWith('Content-Length') ? block : chunk)

async function headOf({ platform }: Bench, { send, framing }: Flood): Promise<string> {
  const line = `${send.method ?? 'POST'} ${await platform.target(send)} HTTP/1.1`
  return `${line}\r\nHost: im.example.com\r\nContent-Type: application/json\r\n${framing}\r\n\r\n`
}

type End = 'by the server' | 'too late' | 'out of memory'

/** Sends until the server ends the connection, or it takes too long, or too much is held. */
function flood(socket: Socket, head: string, piece: Buffer) {
  return new Promise<{ answer: Answer | undefined; end: End }>((resolve) => {
    const received: Buffer[] = []
    const atFirst = process.memoryUsage.rss()
    const finish = (end: End) => {
      clearTimeout(timer)
      socket.destroy()
      const [answer] = parseAnswers(Buffer.concat(received), { isHead: false, isEnded: true })
      resolve({ answer, end })
    }
    const timer = setTimeout(() => finish('too late'), patience)
    const pour = () => {
      if (process.memoryUsage.rss() - atFirst > allowance) finish('out of memory')
      while (socket.writable && socket.write(piece));
    }
    socket.on('data', (data: Buffer) => received.push(data))
    socket.on('drain', pour).on('close', () => finish('by the server'))
    socket.write(head)
    pour()
  })
}
