import { checkPort } from '../options/check.js'

/** What is needed of an ioredis client, version 5 or 6: `new Redis(…)`. */
export interface RedisClient {
  readonly status: string
  call(command: string, ...args: (string | number | Buffer)[]): Promise<unknown>
  on(event: string, listener: (...args: unknown[]) => void): unknown
  off(event: string, listener: (...args: unknown[]) => void): unknown
}

/** A client that can open a connection for subscriptions beside its own. */
export interface RedisPubSubClient extends RedisClient {
  duplicate(override: object): RedisSubscriber
}

/** A connection that is subscribed to channels. */
export interface RedisSubscriber extends RedisClient {
  connect(): Promise<unknown>
  disconnect(): void
  subscribe(...channels: string[]): Promise<unknown>
  unsubscribe(...channels: string[]): Promise<unknown>
}

const methods = ['call', 'on', 'off']

/** @throws TypeError when an option is no client of ioredis: that of the package `redis` has other methods */
export function checkClient(option: string, client: unknown, others: readonly string[] = []): void {
  checkPort(option, client, [...methods, ...others], 'give new Redis(…) of the package ioredis.')
}

const longest = 500

/** Redis itself repeats what was sent when it does not know the command. */
const sent = /,? with args beginning with:.*/s

/**
 * What Redis or its client said, without what was sent: errors of clients carry the command with its arguments, and
 * those are tokens and messages.
 */
export function reasonOf(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error)
  return new Error(message.replace(sent, '').slice(0, longest))
}
