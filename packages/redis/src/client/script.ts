import { createHash } from 'node:crypto'
import type { Connection } from './connection.js'

/** A Lua script: Redis runs it as one step, so that a crash leaves all of it done, or nothing. */
export class Script {
  readonly #text: string
  readonly #sha: string

  constructor(text: string) {
    this.#text = text
    this.#sha = createHash('sha1').update(text).digest('hex')
  }

  /** Runs it by its digest; a server that does not know it, as after a restart, gets the text. */
  async run(
    connection: Connection,
    keys: readonly string[],
    args: readonly (string | number)[],
  ): Promise<unknown> {
    const rest = [keys.length, ...keys, ...args]
    try {
      return await connection.send('EVALSHA', this.#sha, ...rest)
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
      return connection.send('EVAL', this.#text, ...rest)
    }
  }
}
