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
  /** The connection is gone; another one will be tried. */
  offline(): void
  /** The server refused the token; it will be asked for again. */
  refused(): void
  frame(frame: Frame): void
}

const version = 2
const nothing = new Uint8Array(0)

/** A connection that comes back: logs in, pings, and waits longer after each failure. */
export class Link {
  readonly #options: ClientOptions
  readonly #events: LinkEvents
  readonly #connect: Connect
  readonly #timers: NonNullable<ClientOptions['timers']>
  #connection: ClientConnection | undefined
  #state: ClientState = 'connecting'
  #seq = 0
  #failures = 0
  #hasHeard = false
  #timer: unknown

  constructor(options: ClientOptions, events: LinkEvents) {
    this.#options = options
    this.#events = events
    this.#connect = connectOf(options)
    this.#timers = options.timers ?? systemTimers
  }

  get state(): ClientState {
    return this.#state
  }

  /** Sends a frame; answers its seq. Only while online. */
  send(command: number, body: Uint8Array, flags = 0): number {
    this.#seq = (this.#seq + 1) | 0
    this.#connection?.send(encodeFrames([{ seq: this.#seq, command, version, flags, body }]))
    return this.#seq
  }

  open(): void {
    if (this.#state === 'closed') return
    let isOver = false
    this.#seq = 0
    this.#connection = this.#try({
      opened: () => void this.#login(() => isOver),
      frames: (frames) => {
        this.#hasHeard = true
        for (const frame of frames) if (!isOver) this.#took(frame)
      },
      closed: () => {
        if (isOver) return
        isOver = true
        this.#closed()
      },
    })
    if (this.#connection !== undefined) this.#watch()
  }

  /** A connection that cannot even be begun is one that has ended. */
  #try(events: ConnectionEvents): ClientConnection | undefined {
    try {
      return this.#connect(events)
    } catch {
      events.closed()
      return undefined
    }
  }

  close(): void {
    this.#state = 'closed'
    this.#timers.clear(this.#timer)
    this.#connection?.close()
  }

  async #login(isOver: () => boolean): Promise<void> {
    const { token, platform = 3, deviceId = '' } = this.#options
    try {
      const text = typeof token === 'string' ? token : await token()
      if (!isOver()) this.send(Command.AuthToken, writeAuthToken({ platform, token: text, deviceId }))
    } catch {
      this.#refused()
    }
  }

  #took(frame: Frame): void {
    if (frame.command !== Command.AuthStatus) {
      this.#events.frame(frame)
    } else if (readInt32(frame.body) !== 0) {
      this.#refused()
    } else {
      this.#state = 'online'
      this.#failures = 0
      this.#events.online()
    }
  }

  #refused(): void {
    this.#events.refused()
    this.#connection?.close()
  }

  /** Pings, and ends a connection on which nothing comes any more. */
  #watch(): void {
    const { pingTime = 60_000 } = this.#options
    this.#hasHeard = true
    const tick = () => {
      if (!this.#hasHeard) {
        this.#connection?.close()
        return
      }
      this.#hasHeard = false
      if (this.#state === 'online') this.send(Command.Ping, nothing)
      this.#timer = this.#timers.set(tick, pingTime)
    }
    this.#timer = this.#timers.set(tick, pingTime)
  }

  #closed(): void {
    this.#connection = undefined
    this.#timers.clear(this.#timer)
    if (this.#state === 'closed') return
    this.#state = 'connecting'
    this.#events.offline()
    const { minDelay = 500, maxDelay = 30_000, random = Math.random } = this.#options
    const full = Math.min(maxDelay, minDelay * 2 ** this.#failures++)
    // Half of it random: clients that lost a server together do not come back together.
    this.#timer = this.#timers.set(() => this.open(), full / 2 + (full / 2) * random())
  }
}
