import type { Frame } from '../wire/frame.js'

/** Handles a frame. A promise, which does not reject, holds back the frames behind it. */
export type HandleFrame = (frame: Frame) => undefined | Promise<void>

interface Source {
  pause(): void
  resume(): void
}

/** Frames are handled one after the other; while one has to be waited for, nothing more is read. */
export class Inbox {
  readonly #source: Source
  readonly #handle: HandleFrame
  #waiting: Frame[] = []
  #next = 0
  #isBusy = false
  #isPaused = false
  #isClosed = false

  constructor(source: Source, handle: HandleFrame) {
    this.#source = source
    this.#handle = handle
  }

  push(frames: readonly Frame[]): void {
    for (const frame of frames) this.#waiting.push(frame)
    this.#work()
  }

  /** Handles nothing more, also of what is waiting. Reading goes on: else the end of the connection would not be seen. */
  close(): void {
    this.#isClosed = true
    if (this.#isPaused) this.#source.resume()
  }

  #work(): void {
    while (!this.#isBusy && !this.#isClosed) {
      const frame = this.#waiting[this.#next++]
      if (frame === undefined) break
      const wait = this.#handle(frame)
      if (wait === undefined) continue
      this.#isBusy = true
      void wait.then(() => {
        this.#isBusy = false
        this.#work()
      })
    }
    if (!this.#isBusy || this.#isClosed) {
      this.#waiting = []
      this.#next = 0
    }
    this.#read(this.#waiting.length === this.#next)
  }

  #read(wants: boolean): void {
    if (wants !== this.#isPaused || this.#isClosed) return
    this.#isPaused = !wants
    if (wants) this.#source.resume()
    else this.#source.pause()
  }
}
