/** What has happened to the body of a request before the adapter sees it. */
export interface BodyState {
  /** What is left for the adapter. */
  readonly left: 'stream' | 'bytes' | 'text' | 'object' | 'nothing'
  /** It reads to the end before the adapter is asked: until then nothing of ours runs. */
  readonly readsFirst?: boolean
  /** It undoes a content-encoding, and refuses what it cannot undo. */
  readonly inflates?: boolean
  /** It makes text of bytes, and a replacement character of what is not UTF-8. */
  readonly decodes?: boolean
  /** It obeys the charset of the content-type, and refuses one that it does not know. */
  readonly heedsCharset?: boolean
  /** It parses JSON, and refuses what is not JSON. */
  readonly parses?: boolean
  /** It refuses `__proto__` as a name. */
  readonly refusesProto?: boolean
  /** It makes `{}` of a request without a body. */
  readonly inventsBody?: boolean
  /** It reads forms as forms, and leaves everything else alone. */
  readonly readsForms?: boolean
}

/** The body states an adapter may meet. In each of them the suite sends the same requests and expects the same. */
export const bodyStates = {
  /** Nothing ran before. */
  untouched: { left: 'stream' },
  /** The parsed object in `body`. */
  'express.json': {
    left: 'object',
    readsFirst: true,
    inflates: true,
    decodes: true,
    heedsCharset: true,
    parses: true,
  },
  /** The same, with the bytes kept by a `verify` hook, as with Nest's `rawBody: true`. */
  'express.json and rawBody': {
    left: 'bytes',
    readsFirst: true,
    inflates: true,
    heedsCharset: true,
    parses: true,
  },
  /** Bytes in `body`, whatever the content-type. */
  'express.raw': { left: 'bytes', readsFirst: true, inflates: true },
  /** Text in `body`, whatever the content-type. */
  'express.text': { left: 'text', readsFirst: true, inflates: true, decodes: true, heedsCharset: true },
  /** Forms are read, JSON is passed by. */
  'express.urlencoded': { left: 'stream', readsForms: true },
  /** The parsed object in `body`, its text in `rawBody`. */
  'koa-bodyparser': {
    left: 'text',
    readsFirst: true,
    inflates: true,
    decodes: true,
    parses: true,
    refusesProto: true,
  },
  /** The parsed object only, as koa-body leaves it. */
  'koa-bodyparser without rawBody': {
    left: 'object',
    readsFirst: true,
    inflates: true,
    decodes: true,
    parses: true,
    refusesProto: true,
    inventsBody: true,
    readsForms: true,
  },
  /** Bytes in `rawBody`, as serverless hosts leave them. */
  rawBody: { left: 'bytes', readsFirst: true },
  /** Bytes in `body`. */
  bytes: { left: 'bytes', readsFirst: true },
  /** Text in `body`. */
  text: { left: 'text', readsFirst: true, decodes: true },
  /** Read to the end by something that kept nothing. */
  drained: { left: 'nothing', readsFirst: true },
} as const satisfies Record<string, BodyState>

/** A key of {@link bodyStates}. */
export type BodyStateName = keyof typeof bodyStates

/** What a parser may do that takes a decision from us. */
export type ParserHabit = Exclude<keyof BodyState, 'left'> | 'leavesObject'

/** Whether the parser of this state has that habit. */
export function has(state: BodyState, habit: ParserHabit): boolean {
  return habit === 'leavesObject' ? state.left === 'object' : state[habit] === true
}
