import type { CallbackCommand, Clock, TencentCommands } from '@im-callback/core'
import { callbackUrl } from './callback-url.js'
import { payload } from './payload.js'

/** Whom a simulator calls, and as which app. */
export interface SimulatorOptions {
  /** Where the callback is served, such as `http://127.0.0.1:3000/im/callback`. */
  readonly url: string
  /** Default 1400000000. */
  readonly sdkAppId?: number | string | undefined
  /** The callback token. Default: none, requests are not signed. */
  readonly token?: string | undefined
  /** Time of the signature. Default `Date.now`. */
  readonly clock?: Clock | undefined
  /**
   * Takes the request in place of the network: what `createFetchHandler(im)` answers, or `app.fetch` of Hono. Default
   * the global `fetch`.
   */
  readonly fetch?: ((request: Request) => Response | Promise<Response>) | undefined
  /** Milliseconds to wait for an answer. Default 2,000, as the platform. */
  readonly timeout?: number | undefined
}

/** An answer as the platform sees it. */
export interface SimulatedAnswer<Reply> {
  /** HTTP status; the platform takes anything but 200 as a failed callback. */
  readonly status: number
  /** The parsed body; undefined when it is not a response object, which is a failed callback, too. */
  readonly reply: Reply | undefined
  /** The body as it came. */
  readonly text: string
  /** Milliseconds from sending to the end of the answer. */
  readonly duration: number
}

/** Plays the platform; see {@link createSimulator}. */
export interface Simulator {
  /** Sends the sample body of a command with some top-level fields replaced. Rejects when no answer comes in time. */
  send<C extends CallbackCommand>(
    command: C,
    overrides?: Partial<TencentCommands[C]['request']>,
  ): Promise<SimulatedAnswer<TencentCommands[C]['reply']>>
  /** Sends a body of your own making: text goes out as it is, an object as JSON. */
  post(command: string, body: string | object): Promise<SimulatedAnswer<object>>
}

/**
 * Sends callbacks the way the platform does: signed, as JSON without a Content-Type, with two seconds of patience.
 *
 * @example
 * ```ts
 * import { createSimulator } from '@im-callback/testing'
 *
 * const platform = createSimulator({ url: 'http://127.0.0.1:3000/im/callback', token: 'my-token' })
 * const { status, reply } = await platform.send('C2C.CallbackBeforeSendMsg', { From_Account: 'mallory' })
 * console.log(status, reply?.ErrorCode)
 * ```
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  return {
    send: async (command, overrides) => read(await exchange(options, command, payload(command, overrides))),
    post: async (command, body) => read(await exchange(options, command, body)),
  }
}

interface Exchange {
  readonly status: number
  readonly text: string
  readonly duration: number
}

async function exchange(
  options: SimulatorOptions,
  command: string,
  body: string | object,
): Promise<Exchange> {
  const { sdkAppId = 1400000000, token, clock, fetch = globalThis.fetch, timeout = 2000 } = options
  const url = await callbackUrl(options.url, { command, sdkAppId, token, clock })
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const signal = AbortSignal.timeout(timeout)
  // Bytes, since text would bring a Content-Type along, and the platform sends none.
  const bytes = new TextEncoder().encode(text)
  const request = new Request(url, { method: 'POST', body: bytes, redirect: 'manual', signal })
  const start = performance.now()
  const answered = async () => {
    const response = await fetch(request)
    return { status: response.status, text: await response.text(), duration: performance.now() - start }
  }
  return Promise.race([answered(), aborted(signal)])
}

/** A `fetch` that never reaches the network need not know of signals. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  )
}

function read<Reply extends object>(exchange: Exchange): SimulatedAnswer<Reply> {
  const value = json(exchange.text)
  return { ...exchange, reply: isResponse<Reply>(value) ? value : undefined }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Only the fields every answer has are looked at: what else is in it is the server's word. */
function isResponse<Reply extends object>(value: unknown): value is Reply {
  return typeof value === 'object' && value !== null && 'ActionStatus' in value && 'ErrorCode' in value
}
