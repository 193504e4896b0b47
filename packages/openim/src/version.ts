import type { JsonObject, URLParams } from '@im-callback/core'
import { infoOf, successor } from './names.js'

/** Versions of OpenIM that differ in how they call and in what they take for an answer. */
export const versions = ['v2', 'v3.4', 'v3.6', 'v3'] as const

/**
 * A version of OpenIM: `v2` is 2.0 to 2.3, `v3.4` is 3.0 to 3.4, `v3.6` is 3.5 and 3.6, `v3` is 3.7 and newer.
 */
export type OpenImVersion = (typeof versions)[number]

/** Where a request names its command. */
export interface CommandPlace {
  readonly inPath: string | undefined
  readonly inQuery: string | undefined
  /** Whether there is an `operationID` header, as from v3.0 on. */
  readonly hasOperation: boolean
}

/**
 * The version by the style of the URL: v2 calls a bare URL, v3.0-v3.4 add a query, later ones a path. A bare URL with a
 * header of v3 has been rewritten on its way.
 */
export function versionByStyle({ inPath, inQuery, hasOperation }: CommandPlace): OpenImVersion {
  if (inPath !== undefined) return successor(inPath) === undefined || isTodays(inPath) ? 'v3' : 'v3.6'
  if (inQuery !== undefined) return 'v3.4'
  return hasOperation ? 'v3' : 'v2'
}

/** Old names end with v3.6; the two that were spelt otherwise, or came one by one, do not. */
function isTodays(name: string): boolean {
  return name === 'callbackBeforeMemberJoinGroupCommand' || name === 'CallbackBeforeSetGroupMemberInfoCommand'
}

/** How replies have to be written. */
export type Dialect = 'v2.0' | 'v2' | 'v3'

/** What tells the dialect of a request. */
export interface Sent {
  readonly command: string
  readonly body: JsonObject
  readonly params?: URLParams | undefined
}

/**
 * The dialect of a request. All of v3 takes the same replies for the same, since `errCode` refuses on v3.0-v3.4 and
 * `nextCode` on v3.5 and from v3.7 on; v2.0 differs from v2.3, and is known by what its messages lack.
 */
export function dialectOf(sent: Sent): Dialect {
  const info = infoOf(wireName(sent)) ?? infoOf(sent.command)
  const isV2 =
    sent.params?.Version === undefined
      ? info?.versions.until?.startsWith('v2')
      : sent.params.Version === 'v2' && (info === undefined || info.versions.since.startsWith('v2'))
  if (!isV2) return 'v3'
  // Where the command is not known v2.0 is the safe guess: v2.3 takes its answers for the same.
  const isSinceFirst = (info?.versions.since ?? 'v2.0') === 'v2.0'
  return isSinceFirst && !Object.hasOwn(sent.body, 'seq') ? 'v2.0' : 'v2'
}

/** The command by the name the server has for it. */
function wireName({ command, body, params }: Sent): string {
  if (params?.CallbackCommand) return params.CallbackCommand
  return typeof body.callbackCommand === 'string' ? body.callbackCommand : command
}
