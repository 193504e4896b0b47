import type { CallbackError } from './errors.js'
import type { Query } from './receive/params.js'
import type { JsonObject } from './receive/parse.js'
import type { HeaderBag, HeaderSource } from './request.js'
import type { TencentCommands } from './tencent/generated/index.js'

/**
 * The command map of a platform: an interface that has, for each command name, the types of its `request`, of its
 * `reply`, and of `verdicts` (what `event.reply` offers).
 */
export type CommandMap<Commands> = {
  [C in keyof Commands]: { request: object; reply: object; verdicts: object }
}

/** What a protocol tells at run time about one of its commands. */
export interface CommandDescription {
  readonly command: string
  /** `before`: the platform waits for the verdict. `after`: it tells what has happened. */
  readonly phase: 'before' | 'after'
  readonly area: string
  readonly title: { readonly en: string; readonly zh: string }
  readonly doc: readonly string[]
}

/**
 * What the URL says about a callback. A plain object: copy it with spread.
 *
 * The names are those of the original Go library; in the URL `ContentType` is spelled `contenttype`.
 */
export interface URLParams {
  /** App id, decimal digits; empty when the URL has none. */
  SdkAppid: string
  /** The command, or empty when only the body names it. */
  CallbackCommand: string
  /** Usually `json`. */
  ContentType?: string
  /** IP address of the client that caused the event. */
  ClientIP?: string
  /** Platform of that client; open, compare case-insensitively. */
  OptPlatform?: string
  /** Version of the platform's protocol, where platforms have several and answers depend on it. Tencent has one. */
  Version?: string
}

/** An app (tenant) the handler serves. Members of your own are kept and reach handlers as `event.app`. */
export interface App {
  /** Callback token of the console. A list while it is being rotated. Absent or empty: signatures are not checked. */
  readonly token?: string | readonly string[] | undefined
  readonly [member: string]: unknown
}

/** All there is to know of a request before its body. */
export interface AuthenticationRequest {
  readonly url: string
  readonly query: Query
  readonly params: URLParams
  readonly headers: HeaderSource
}

/** What to do when a handler threw: see {@link HandlerOptions.onError}. */
export type OutcomePolicy = 'allow' | 'reject'

/**
 * A platform, as the pipeline sees it: everything that differs between platforms is in here, and nothing else is.
 *
 * `Commands` is the platform's command map; it only exists for the compiler.
 */
export interface Protocol<Commands = TencentCommands> {
  /** For messages and logs: `tencent`, `openim`. */
  readonly name: string
  /** The run-time catalogue, by command name. */
  readonly commands: Readonly<Record<string, CommandDescription>>
  /** What the handler does when its options do not say. */
  readonly defaults: {
    /** Milliseconds until the platform must have its answer. */
    readonly deadline: number
    readonly onTimeout: OutcomePolicy
    readonly onError: OutcomePolicy | 'fail'
    /**
     * `onError: 'reject'` also refuses what is one request too many, and, where `onTimeout` is not given, what takes too
     * long: for platforms where every failure stops users unless it is answered. Default false.
     */
    readonly failsAsOne?: boolean
  }
  /** Reads what the URL says; headers, where they tell what the URL does not. */
  params(query: Query, url: string, headers: HeaderSource): URLParams
  /** Answers whose request this is, or throws `unknown_app` or `signature_…`. */
  authenticate(request: AuthenticationRequest): App | undefined | Promise<App | undefined>
  /** The app of an event that comes from a queue: it was authenticated when it arrived. */
  app?(params: URLParams): App | undefined | Promise<App | undefined>
  /** The command as the URL names it and as the body names it. */
  identify(params: URLParams, body: JsonObject): { url: string | undefined; body: string | undefined }
  /**
   * Today's name of a command that older versions of the platform call so. A handler of today's name gets it, too,
   * unless the old name has a handler of its own.
   */
  successor?(command: string): string | undefined
  /**
   * The body without what is nobody's business, such as a secret of the server: neither events nor queues have it. The
   * body itself when there is nothing to take out; it must not be changed.
   */
  redact?(command: string, body: JsonObject): JsonObject
  /** The body as handlers know it, where older versions of the platform shape it otherwise; it must not be changed. */
  upgrade?(command: string, body: JsonObject): JsonObject
  /** Equal for two deliveries of one event, different for two events. */
  idempotencyKey(event: EventFacts): string
  /** Makes what handlers know as `event.reply`. */
  verdicts(command: string, body: JsonObject, params?: URLParams): object
  /** The answer that lets the operation go on, or that refuses it (lets it go on where nothing can be refused). */
  verdict(policy: OutcomePolicy, command: string, body: JsonObject, params?: URLParams): object
  /**
   * A handler's result as the JSON object the platform accepts; throws when the platform would not. What it has made,
   * it takes: middleware sees replies before they are made again. Without params any version will do.
   */
  reply(result: unknown, command: string, body: JsonObject, params?: URLParams): object
  /** The answer to a request that could not be served. */
  failure(error: CallbackError, request: FailedRequest): { status: number; body: object }
  /** Never there: carries the command map for the compiler. */
  readonly types?: Commands
}

/** What is known of a request that could not be served; what had not been found out by then is undefined. */
export interface FailedRequest {
  /** What `onError` says; `'fail'` when it is a function, which has been asked by then if it can be. */
  readonly policy: OutcomePolicy | 'fail'
  /** Whether it was authenticated. */
  readonly isAuthenticated: boolean
  readonly params: URLParams | undefined
  readonly command: string | undefined
  readonly body: JsonObject | undefined
}

/** What an idempotency key can be made of. */
export interface EventFacts {
  readonly command: string
  readonly params: URLParams
  readonly body: JsonObject
  readonly rawBody: string
  /** Request headers by lower-case name. */
  readonly headers?: HeaderBag
  /** Milliseconds since 1970. */
  readonly receivedAt?: number
}
