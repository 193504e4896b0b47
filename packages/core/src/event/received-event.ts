import type { App, EventFacts, Protocol, URLParams } from '../protocol.js'
import { type JsonObject, parse } from '../receive/parse.js'
import { type HeaderBag, type HeaderSource, headerBag } from '../request.js'
import type { CallbackEvent } from './event.js'

/** What an event is made from. */
export interface EventParts {
  readonly command: string
  readonly params: URLParams
  readonly body: JsonObject
  readonly text?: string | undefined
  readonly headers?: HeaderSource
  readonly app?: App | undefined
  /** Of the handler, when it has one. */
  readonly rest?: unknown
  readonly receivedAt: number
  readonly attempt?: number
  readonly id?: string
  /** Of the queue, when the event comes from one. */
  readonly signal?: AbortSignal
}

type EventProtocol = Pick<Protocol<unknown>, 'verdicts' | 'idempotencyKey' | 'redact' | 'upgrade'>

const brand = Symbol.for('im-callback.event')

/** Whether a value is an event made by this or the other build of the package. */
export function isReceivedEvent(value: object): value is ReceivedEvent {
  return brand in value
}

/** The event behind the interface. What few handlers ask for (signal, id, reply, headers) is made on first use. */
export class ReceivedEvent implements CallbackEvent, EventFacts {
  readonly command: string
  readonly params: URLParams
  readonly body: JsonObject
  readonly app: App | undefined
  readonly receivedAt: number
  readonly attempt: number
  /** The queue has it, or the before hook has answered it: OK may be said. */
  isSafe = false
  readonly [brand] = true
  readonly #protocol: EventProtocol
  readonly #rest: unknown
  readonly #headers: HeaderSource
  /** The body as it came, less what nobody is to see. */
  readonly #given: JsonObject
  #text: string | undefined
  #id: string | undefined
  #reply: object | undefined
  readonly #queueSignal: AbortSignal | undefined
  #abort: AbortController | undefined
  #reason: unknown

  constructor(protocol: EventProtocol, parts: EventParts) {
    this.#protocol = protocol
    this.command = parts.command
    this.params = parts.params
    this.#given = protocol.redact?.(parts.command, parts.body) ?? parts.body
    this.body = protocol.upgrade?.(parts.command, this.#given) ?? this.#given
    this.app = parts.app
    this.#rest = parts.rest
    this.receivedAt = parts.receivedAt
    this.attempt = parts.attempt ?? 1
    this.#headers = parts.headers ?? {}
    this.#text = this.#given === parts.body ? parts.text : undefined
    this.#id = parts.id
    this.#queueSignal = parts.signal
  }

  get rawBody(): string {
    this.#text ??= JSON.stringify(this.#given)
    return this.#text
  }

  get headers(): HeaderBag {
    return headerBag(this.#headers)
  }

  get reply(): object {
    this.#reply ??= this.#protocol.verdicts(this.command, this.body, this.params)
    return this.#reply
  }

  get rest(): unknown {
    if (this.#rest !== undefined && this.#rest !== null) return this.#rest
    throw new TypeError(
      'event.rest: the handler has no client; give it one: new CallbackHandler({ rest: client }).',
    )
  }

  get id(): string {
    this.#id ??= this.#protocol.idempotencyKey(this)
    return this.#id
  }

  get isFromQueue(): boolean {
    return this.#queueSignal !== undefined
  }

  get signal(): AbortSignal {
    if (this.#queueSignal !== undefined) return this.#queueSignal
    if (this.#abort === undefined) {
      this.#abort = new AbortController()
      if (this.#reason !== undefined) this.#abort.abort(this.#reason)
    }
    return this.#abort.signal
  }

  json<T>(): T {
    return parse(this.rawBody).value as T
  }

  /** Tells the handler, now or when it asks, that no one waits for it any more. */
  abort(reason: unknown): void {
    this.#reason ??= reason
    this.#abort?.abort(reason)
  }
}
