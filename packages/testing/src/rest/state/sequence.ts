/** Numbers the service fills in where a request leaves `MsgSeq` out: 1, 2, 3 and so on, so that tests can repeat. */
export class Sequence {
  #last = 0

  next(): number {
    this.#last = (this.#last + 1) % 2 ** 32
    return this.#last
  }
}
