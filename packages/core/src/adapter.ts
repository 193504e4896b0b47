import type { CallbackHandler } from './handler/callback-handler.js'
import { checkOptionNames } from './nearest.js'

/** What an adapter asks of a handler: any command map will do. */
export type Receiver = Pick<CallbackHandler, 'receive'>

/**
 * Checks at set-up what an adapter was given, so that a mistake does not wait for the first callback. For authors of
 * adapters.
 *
 * @param what The adapter's function, for messages.
 * @param known The names of its options; `path`, if there is one, must begin with a slash.
 * @throws TypeError that says what to write
 */
export function checkAdapter(what: string, im: unknown, options: object, known: readonly string[]): void {
  if (typeof (im as Receiver | null)?.receive !== 'function') {
    throw new TypeError(
      `${what} takes a CallbackHandler, not ${describe(im)}; undefined means the default handler.`,
    )
  }
  checkOptionNames(what, options, known)
  const path: unknown = 'path' in options ? options.path : undefined
  if (path === undefined || (typeof path === 'string' && path.startsWith('/'))) return
  throw new TypeError(
    `${what}: path is ${JSON.stringify(path)}; it begins with a slash, like "/im/callback".`,
  )
}

function describe(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? `{ ${Object.keys(value).join(', ')} }`
    : `a ${typeof value}`
}
