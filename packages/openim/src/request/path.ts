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

/** A path as it is on the wire: Go escapes what is not ASCII. */
export function escaped(path: string): string {
  return path.replace(/[^\x21-\x7e]+/g, encodeURIComponent)
}

/** Reads a path: base, secret, command, each of them where there is one. */
export function readPath(url: string, { base, secrets }: ExpectedPath): CalledPath {
  const segments = segmentsOf(url)
  return base === undefined ? anywhere(segments, secrets) : below(base, { segments, secrets })
}

/** Secret and command are the last two; without a command the secret is the last one. */
function anywhere(segments: readonly string[], secrets: readonly string[]): CalledPath {
  const last = segments.at(-1)
  if (secrets.length === 0) return { command: isCommand(last, false) ? last : undefined, isOurs: true }
  const isBare = sameAsOne(last ?? '', secrets)
  const hasSecret = sameAsOne(segments.at(-2) ?? '', secrets)
  const isNamed = !isBare && hasSecret && isCommand(last, true)
  return { command: isNamed ? last : undefined, isOurs: isBare || isNamed }
}

interface Found {
  readonly segments: readonly string[]
  readonly secrets: readonly string[]
}

/** Nothing but the secret and the command may follow the base path. */
function below(base: readonly string[], { segments, secrets }: Found): CalledPath {
  const hasBase = sameText(segments.slice(0, base.length).join('/'), base.join('/'))
  const rest = segments.slice(base.length)
  const hasSecret = secrets.length === 0 || sameAsOne(rest[0] ?? '', secrets)
  const [command, ...more] = secrets.length === 0 ? rest : rest.slice(1)
  const isBelow = hasBase && hasSecret && more.length === 0
  const isNamed = isCommand(command, isBelow)
  return { command: isNamed ? command : undefined, isOurs: isBelow && (isNamed || command === undefined) }
}

/**
 * Where the path is not known for ours, its last segment may look like a command (that of the manual's own example does):
 * then only what OpenIM calls one counts.
 */
function isCommand(segment: string | undefined, isBehindOurs: boolean): segment is string {
  if (segment === undefined) return false
  return isBehindOurs
    ? /^callback\w+$/i.test(segment)
    : isKnown(segment) || /^callback\w+Command$/i.test(segment)
}
