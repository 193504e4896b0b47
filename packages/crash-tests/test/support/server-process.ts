import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { ServerConfig, ServerMessage } from '../../src/config.js'

const program = join(__dirname, '../../dist/server.js')

/** A server in a process of its own. */
export class ServerProcess {
  readonly #child: ChildProcess
  readonly #gone: Promise<unknown>

  constructor(config: ServerConfig) {
    this.#child = fork(program, [JSON.stringify(config)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    this.#gone = once(this.#child, 'exit')
  }

  /** Where it listens; undefined when it is gone before it does. */
  async port(): Promise<number | undefined> {
    const message = await this.#next()
    return message !== undefined && 'port' in message ? message.port : undefined
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#gone
  }

  /** Lets it handle what is left, and end; answers how many events were given up. */
  async finish(): Promise<number> {
    this.#child.send('finish')
    const message = await this.#next()
    await this.#gone
    if (message === undefined || !('failed' in message))
      throw new Error('The server ended before its events.')
    return message.failed
  }

  async #next(): Promise<ServerMessage | undefined> {
    const message = once(this.#child, 'message').then(([said]) => said as ServerMessage)
    return Promise.race([message, this.#gone.then(() => undefined)])
  }
}
