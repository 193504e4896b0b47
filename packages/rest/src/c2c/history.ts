import type { CallOptions } from '../client/call.js'
import { callerError, restError } from '../errors/classes.js'
import type { RestAnswer } from '../types/answer.js'
import { pageOf } from './answers.js'
import type { FieldAge } from './bodies.js'
import type { HistoryMessage, MessagePage } from './results.js'

const endpoint = 'openim/admin_getroammsg'

/** Which part of a conversation to read. */
export interface HistoryQuery {
  /** From whose side: each side has its own view, after one-sided deletions. */
  readonly Operator_Account: string
  /** The other side. */
  readonly Peer_Account: string
  /** Most messages of a page, which also ends at about 13 KB. Default 100. */
  readonly MaxCnt?: number | undefined
  /** From this moment, Unix seconds, inclusive. Default 0; the platform keeps 7 days unless the plan says more. */
  readonly MinTime?: number | undefined
  /** Until this moment, Unix seconds, inclusive. Default: now. */
  readonly MaxTime?: number | undefined
  /** `LastMsgKey` of the page before. */
  readonly LastMsgKey?: string | undefined
}

/** How {@link TencentRest.pullMessages} goes through a history. */
export interface PullOptions extends CallOptions {
  /**
   * `'newest-first'` (default): page by page. `'oldest-first'`: all pages are read, and held in memory, before the first
   * message comes.
   */
  readonly order?: 'newest-first' | 'oldest-first' | undefined
  /** Leaves out a message that the page before had already. Default true. */
  readonly unique?: boolean | undefined
}

/** Calls an endpoint, whatever names its fields have. */
export type Send = (endpoint: string, body: object, options?: CallOptions) => Promise<RestAnswer>

/** What reading a history needs of a client. */
export interface HistorySource extends FieldAge {
  readonly send: Send
  readonly clock: () => number
}

/** One page of the history. */
export async function fetchPage(
  { send, clock, legacyFields }: HistorySource,
  query: HistoryQuery,
  options?: CallOptions,
): Promise<MessagePage> {
  const { Operator_Account: own, Peer_Account: peer } = query
  const { MaxCnt = 100, MinTime = 0, MaxTime = Math.floor(clock() / 1000), LastMsgKey } = query
  if (!own || !peer) throw callerError(endpoint, 'whose history? Give Operator_Account and Peer_Account.')
  if (!(MaxCnt >= 1)) throw callerError(endpoint, `MaxCnt is ${MaxCnt}; ask for 1 message or more.`)
  const accounts = legacyFields
    ? { From_Account: own, To_Account: peer }
    : { Operator_Account: own, Peer_Account: peer }
  return pageOf(await send(endpoint, { ...accounts, MaxCnt, MinTime, MaxTime, LastMsgKey }, options))
}

/** The messages of all pages. */
export async function* pull(
  source: HistorySource,
  query: HistoryQuery,
  { order = 'newest-first', unique = true, ...options }: PullOptions,
): AsyncGenerator<HistoryMessage, void, undefined> {
  if (order !== 'newest-first' && order !== 'oldest-first') {
    throw callerError(endpoint, `order is ${JSON.stringify(order)}; give "newest-first" or "oldest-first".`)
  }
  const pages = messages(source, query, { unique, options })
  if (order === 'newest-first') yield* pages
  else {
    const all: HistoryMessage[] = []
    for await (const message of pages) all.push(message)
    yield* all.reverse()
  }
}

async function* messages(
  source: HistorySource,
  query: HistoryQuery,
  { unique, options }: { unique: boolean; options: CallOptions },
): AsyncGenerator<HistoryMessage, void, undefined> {
  const progress = new Progress()
  let before = new Set<string>()
  // Set once: else the range would grow while it is read.
  let next = { ...query, MaxTime: query.MaxTime ?? Math.floor(source.clock() / 1000) }
  for (;;) {
    const page = await fetchPage(source, next, options)
    for (const message of page.List.toReversed()) {
      if (!unique || message.MsgKey === '' || !before.has(identityOf(message))) yield message
    }
    if (!page.HasMore) return
    progress.check(page)
    before = new Set(page.List.map(identityOf))
    next = { ...next, MaxTime: page.LastMsgTime, LastMsgKey: page.LastMsgKey }
  }
}

/** Not the key alone: an answer with the numbers of what it answers has the same one. */
const identityOf = ({ From_Account, MsgKey }: HistoryMessage) => `${MsgKey} ${From_Account}`

/** Every page must lead further back: to an earlier second, or to another key of the same one. */
class Progress {
  #time = Number.POSITIVE_INFINITY
  readonly #keys = new Set<string>()

  check({ LastMsgTime: time, LastMsgKey: key }: MessagePage): void {
    if (time < this.#time) this.#keys.clear()
    if (time === 0 || key === '' || time > this.#time || this.#keys.has(key)) throw stuck()
    this.#time = time
    this.#keys.add(key)
  }
}

function stuck() {
  const message = `${endpoint}: the history says there is more, and leads back to where it was; reading stops here.`
  return restError({
    kind: 'invalid_response',
    endpoint,
    message,
    status: 200,
    attempts: 1,
    mayHaveArrived: true,
  })
}
