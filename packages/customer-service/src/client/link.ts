import type { Clock } from '@im-callback/core'
import { shown } from '../options/check.js'
import { writeAuthToken } from '../wire/auth-token.js'
import { readInt32 } from '../wire/bodies.js'
import { Command } from '../wire/commands.js'
import { encodeFrames, type Frame } from '../wire/frame.js'
import { type ClientOptions, connectOf, systemTimers } from './options.js'
import type { ClientConnection, Connect, ConnectionEvents } from './transport.js'

/** - `connecting`: there is no connection yet, or the login is not through. */
export type ClientState = 'connecting' | 'online' | 'closed'

interface LinkEvents {
  /** The login is through. */
  online(): void
  /** The connection that was logged in is gone; another one will be tried. */
  offline(): void
  /** The server refused the token; it will be asked for again. */
  refused(): void
  /** A connection could not be made, or has ended; another one will be tried. */
  failed(why: Error): void
  frame(frame: Frame): void
}

interface Sending {
  readonly flags?: number | undefined
  readonly seq?: number | undefined
}

const version = 2
const nothing = new Uint8Array(0)

/** A connection that comes back: logs in, pings, and waits longer after each failure. */
export class Link {
  readonly #options: ClientOptions
  readonly #events: LinkEvents
  readonly #connect: Connect
  readonly #timers: NonNullable<ClientOptions['timers']>
  readonly #clock: Clock
  #connection: ClientConnection | undefined
  #state: ClientState = 'connecting'
  #seq = 0
  #failures = 0
  #onlineSince: number | undefined
  #hasHeard = false
  #pings = 0
  #pongs = 0
  #hangUp: (why?: Error) => void = () => undefined
  #timer: unknown

  constructor(options: ClientOptions, events: LinkEvents) {
    this.#options = options
    this.#events = events
    this.#connect = connectOf(options)
    this.#timers = options.timers ?? systemTimers
    this.#clock = options.clock ?? (() => performance.now())
  }

  get state(): ClientState {
    return this.#state
  }

  /** Sends a frame, with the next seq unless one is given; answers its seq. Only while online. */
  send(command: number, body: Uint8Array, { flags = 0, seq = this.#nextSeq() }: Sending = {}): number {
    this.#connection?.send(encodeFrames([{ seq, command, version, flags, body }]))
    return seq
  }

  #nextSeq(): number {
    this.#seq = (this.#seq + 1) | 0
    return this.#seq
  }

  /** How many PONGs came on this connection. */
  get pongs(): number {
    return this.#pongs
  }

  /** Sends PING; answers how many PONGs there will be when its own has come. */
  ping(): number {
    this.send(Command.Ping, nothing)
    return ++this.#pings
  }

  open(): void {
    if (this.#state === 'closed') return
    let isOver = false
    this.#seq = 0
    this.#pings = 0
    this.#pongs = 0
    const closed = (why?: Error) => {
      if (isOver) return
      isOver = true
      this.#closed(why)
    }
    const connection = this.#try({
      opened: () => void this.#login(() => isOver),
      frames: (frames) => {
        this.#hasHeard = true
        for (const frame of frames) if (!isOver) this.#took(frame)
      },
      closed,
    })
    if (connection === undefined || isOver) return
    this.#connection = connection
    // Its end may be told late, or never: a broken network says nothing.
    this.#hangUp = (why) => {
      closed(why)
      connection.close()
    }
    this.#watch()
  }

  /** A connection that cannot even be begun is one that has ended. */
  #try(events: ConnectionEvents): ClientConnection | undefined {
    try {
      return this.#connect(events)
    } catch (error) {
      console.error('im-callback: a connection could not be begun', error)
      events.closed(error instanceof Error ? error : undefined)
      return undefined
    }
  }

  close(): void {
    this.#state = 'closed'
    this.#timers.clear(this.#timer)
    this.#hangUp()
  }

  async #login(isOver: () => boolean): Promise<void> {
    const { token, platform = 3, deviceId = '' } = this.#options
    try {
      const text = typeof token === 'string' ? token : await token()
      if (typeof text !== 'string' || text === '') throw new TypeError(`token answered ${shown(text)}.`)
      if (!isOver()) this.send(Command.AuthToken, writeAuthToken({ platform, token: text, deviceId }))
    } catch (error) {
      if (isOver()) return
      console.error('im-callback: no token to log in with', error)
      this.#refused()
    }
  }

  #took(frame: Frame): void {
    if (frame.command !== Command.AuthStatus) {
      if (frame.command === Command.Pong) this.#pongs++
      this.#events.frame(frame)
    } else if (readInt32(frame.body) !== 0) {
      this.#refused()
    } else {
      this.#state = 'online'
      this.#onlineSince = this.#clock()
      this.#events.online()
    }
  }

  #refused(): void {
    this.#events.refused()
    this.#hangUp()
  }

  /** Pings, and ends a connection on which nothing comes any more. */
  #watch(): void {
    const { pingTime = 60_000 } = this.#options
    this.#hasHeard = true
    const tick = () => {
      if (!this.#hasHeard) {
        this.#hangUp(new Error(`The server has sent nothing for more than ${pingTime} ms.`))
        return
      }
      this.#hasHeard = false
      if (this.#state === 'online') this.ping()
      this.#timer = this.#timers.set(tick, pingTime)
    }
    this.#timer = this.#timers.set(tick, pingTime)
  }

  #closed(why?: Error): void {
    this.#connection = undefined
    this.#timers.clear(this.#timer)
    if (this.#state === 'closed') return
    const { minDelay = 500, maxDelay = 30_000, random = Math.random } = this.#options
    const wasOnline = this.#state === 'online'
    this.#state = 'connecting'
    // A server that takes a login and hangs up soon after is not well: it is not asked again at once.
    const lasted = this.#onlineSince === undefined ? 0 : this.#clock() - this.#onlineSince
    this.#onlineSince = undefined
    if (lasted >= maxDelay) this.#failures = 0
    const full = Math.min(maxDelay, minDelay * 2 ** this.#failures++)
    // Half of it random: clients that lost a server together do not come back together.
    this.#timer = this.#timers.set(() => this.open(), full / 2 + (full / 2) * random())
    // Last: who hears it may close the client.
    if (wasOnline) this.#events.offline()
    if (why !== undefined) this.#events.failed(why)
  }
}
