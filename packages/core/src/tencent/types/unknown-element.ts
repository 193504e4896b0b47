/**
 * A `MsgType` that is none of the known ones; a string at run time. Declared as an enum because only that is
 * both a kind of string and no overlap with the known names, so comparing with one of those narrows. A branded
 * string would not: the compiler takes every string for a possible `'TIMTextElem'`.
 */
export declare enum UnknownMsgType {
  /** Stands for any other text; never sent as such. */
  Unlisted = 'any type the catalogue does not list',
}

/**
 * An element of a type the catalogue does not know. It cannot be written down, only passed on: what a request
 * holds may be echoed in the reply. Compare with a new type through `String(element.MsgType)`, or add the type to
 * `MsgElements`.
 */
export interface UnknownElement {
  /** The element type. */
  MsgType: UnknownMsgType
  /** What it holds. */
  MsgContent: Record<string, unknown>
}
