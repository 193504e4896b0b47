import { connect, type Socket } from 'node:net'
import { type Answer, parseAnswers } from './http-answer.js'

/** Milliseconds after which a server that has not answered counts as hanging. */
const patience = 4000

/** How {@link exchange} sends and what it waits for. */
export interface ExchangeOptions {
  /** How many answers to wait for; fewer when the server ends the connection. Default 1. */
  readonly answers?: number
  /** The method, when the answer to it has no body. */
  readonly isHead?: boolean
  /** Ends our side after the last byte. */
  readonly halfClose?: boolean
}

/**
 * Sends bytes as they are over a fresh connection and answers what comes back: clients repair what attackers do not.
 */
export function exchange(
  port: number,
  bytes: Uint8Array | string,
  options: ExchangeOptions = {},
): Promise<Answer[]> {
  const { answers = 1, isHead = false, halfClose = false } = options
  return new Promise((resolve, reject) => {
    const socket = open(port)
    const received: Buffer[] = []
    const found = (isEnded: boolean) => parseAnswers(Buffer.concat(received), { isHead, isEnded })
    const finish = (isEnded: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(found(isEnded))
    }
    const timer = setTimeout(() => {
      socket.destroy()
      reject(new Error(`No answer within ${patience} ms.`))
    }, patience)
    socket.on('data', (chunk: Buffer) => {
      received.push(chunk)
      if (found(false).length >= answers) finish(false)
    })
    socket.on('close', () => finish(true))
    if (halfClose) socket.end(bytes)
    else socket.write(bytes)
  })
}

/** A connection whose failures end in `close`: a server may cut off what it does not want. */
export function open(port: number): Socket {
  return connect({ port, host: '127.0.0.1', noDelay: true }).on('error', () => undefined)
}
