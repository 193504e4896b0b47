/** Ends a request with an error code: thrown by every step that finds something wrong. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    readonly code: number,
    info: string,
  ) {
    super(info)
  }
}
