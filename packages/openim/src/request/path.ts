import { isKnown } from '../names.js'
import { sameAsOne, sameText } from '../same-text.js'

/** What the path of a request says. */
export interface CalledPath {
  /** The command it ends in. */
  readonly command: string | undefined
  /** Whether base path and secret are those that were agreed on. */
  readonly isOurs: boolean
}

/** What was agreed on. */
export interface ExpectedPath {
  /** Segments of the base path. */
  readonly base: readonly string[] | undefined
  readonly secrets: readonly string[]
}

/** Segments of the path of a request target; repeated slashes count as one. */
export function segmentsOf(url: string): string[] {
  const path = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?#]*/i, '')
  const end = path.search(/[?#]/)
  return (end === -1 ? path : path.slice(0, end)).split('/').filter((segment) => segment !== '')
}

/** Reads a path: base, secret, command, each of them where there is one. */
export function readPath(url: string, { base, secrets }: ExpectedPath): CalledPath {
  const segments = segmentsOf(url)
  const hasBase = base === undefined || sameText(segments.slice(0, base.length).join('/'), base.join('/'))
  const rest = base === undefined ? segments : segments.slice(base.length)
  const isWithSecret = secrets.length > 0
  const isBare = isWithSecret && sameAsOne(rest.at(-1) ?? '', secrets)
  const last = isBare ? undefined : rest.at(-1)
  const before = rest.at(-2) ?? ''
  const hasSecret = !isWithSecret || isBare || sameAsOne(before, secrets)
  const mayStandAlone = base !== undefined || isWithSecret
  return {
    command: last !== undefined && isCommand(last, mayStandAlone && hasSecret) ? last : undefined,
    isOurs: hasBase && hasSecret && (base === undefined || rest.length <= (isWithSecret ? 2 : 1)),
  }
}

/** A base path may look like a command (the manual's own example does): then only what OpenIM calls one counts. */
function isCommand(segment: string, mayStandAlone: boolean): boolean {
  return mayStandAlone
    ? /^callback\w+$/i.test(segment)
    : isKnown(segment) || /^callback\w+Command$/i.test(segment)
}
