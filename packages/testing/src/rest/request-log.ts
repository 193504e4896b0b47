import type { Body } from './body.js'

/** A request as it came in. */
export interface RestRequest {
  /** `openim/sendmsg`; also one that does not exist. */
  readonly endpoint: string
  readonly method: string
  readonly identifier: string
  readonly userSig: string
  /** The number that names this attempt, as text. */
  readonly random: string
  /** The JSON object; undefined when the body is none. */
  readonly body: Body | undefined
  /** The body as it came. */
  readonly text: string
}

/** The latest requests, and those who wait for more. */
export class RequestLog {
  readonly #entries: RestRequest[] = []
  readonly #most: number
  #waiting: { readonly count: number; readonly resolve: () => void }[] = []
  #count = 0

  constructor(most: number) {
    this.#most = most
  }

  get entries(): readonly RestRequest[] {
    return this.#entries
  }

  get count(): number {
    return this.#count
  }

  add(request: RestRequest): void {
    this.#count++
    this.#entries.push(request)
    if (this.#entries.length > this.#most) this.#entries.shift()
  }

  /** To be called when what a request set off, a delay say, has begun. */
  announce(): void {
    const due = this.#waiting.filter(({ count }) => count <= this.#count)
    this.#waiting = this.#waiting.filter(({ count }) => count > this.#count)
    for (const { resolve } of due) resolve()
  }

  arrived(count: number): Promise<void> {
    if (this.#count >= count) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push({ count, resolve }))
  }
}
