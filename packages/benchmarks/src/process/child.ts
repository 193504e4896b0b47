import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A process of its own, so that nothing measured shares a heap or compiled code with anything else. */
export class Child {
  readonly #process: ChildProcess

  constructor(script: URL, execArgv: string[] = [], args: string[] = []) {
    this.#process = fork(script, args, { execArgv, env: { ...process.env, NODE_ENV: 'production' } })
  }

  /** Asks one question; the answer is what the child's function of that name returns. */
  async ask<T>(question: string): Promise<T> {
    const gone = new AbortController()
    const died = once(this.#process, 'exit', { signal: gone.signal }).then(([code]) => {
      throw new Error(`The process that was asked for "${question}" ended with code ${code}.`)
    })
    const answered = once(this.#process, 'message', { signal: gone.signal })
    this.#process.send(question)
    try {
      const [message] = await Promise.race([answered, died])
      return (message as { answer: T }).answer
    } finally {
      died.catch(() => undefined)
      answered.catch(() => undefined)
      gone.abort()
    }
  }

  stop(): void {
    this.#process.kill()
  }
}
