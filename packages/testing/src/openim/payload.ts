import { requestShapes } from '../generated/openim-requests.js'
import { asRelease, latestRelease, type OpenImRelease } from './release.js'
import { sentAs } from './sent-as.js'

/** Which body an OpenIM server is to send. */
export interface OpenImPayloadOptions {
  /** The release that sends it. Default `3.8.4`. */
  readonly release?: OpenImRelease | undefined
  /**
   * Values of top-level fields, instead of those of the sample. `undefined` is what nobody set: Go writes null for
   * lists and pointers, otherwise `''`, 0 or false.
   */
  readonly fields?: Readonly<Record<string, unknown>> | undefined
  /** Whether embedded structs (push settings, the group that is created) are there. Default true. */
  readonly withEmbedded?: boolean | undefined
}

/**
 * The body of a command as a release of the OpenIM server has it: every field that release declares, in the order of
 * its struct, `callbackCommand` by the name it has there.
 *
 * @param command Today's name, or the one of that release.
 * @throws TypeError when that release does not send the command, or has no such field
 * @example
 * ```ts
 * import { openimPayload } from '@im-callback/testing'
 *
 * const body = openimPayload('callbackBeforeMsgModifyCommand', { release: '3.5', fields: { content: '{"content":"hi"}' } })
 * console.log(body.callbackCommand) // callbackMsgModifyCommand
 * ```
 */
export function openimPayload(command: string, options: OpenImPayloadOptions = {}): Record<string, unknown> {
  const release = asRelease(options.release ?? latestRelease)
  const { fields: values = {}, withEmbedded = true } = options
  const sent = sentAs(command, release)
  if (sent === undefined) {
    throw new TypeError(
      `OpenIM ${release} sends no ${command}; openimCommandsOf(${JSON.stringify(release)}) lists what it sends.`,
    )
  }
  const present = sent.fields.filter(({ isEmbedded }) => withEmbedded || isEmbedded !== true)
  const wrong = Object.keys(values).find((name) => !present.some((field) => field.name === name))
  if (wrong !== undefined) throw new TypeError(`${sent.name} has no field ${wrong} in OpenIM ${release}.`)
  const entries = present.map(({ name, sample, unset }) => {
    if (!Object.hasOwn(values, name)) return [name, structuredClone(sample)]
    return [name, values[name] === undefined ? unset : values[name]]
  })
  return { ...Object.fromEntries(entries), ...named(sent.name, values) }
}

/** A body may name another command on purpose. */
function named(name: string, values: Readonly<Record<string, unknown>>): { callbackCommand?: string } {
  return Object.hasOwn(values, 'callbackCommand') ? {} : { callbackCommand: name }
}

/**
 * The commands a release of the OpenIM server sends, by the names of today.
 *
 * @example
 * ```ts
 * import { openimCommandsOf } from '@im-callback/testing'
 *
 * console.log(openimCommandsOf('2.0').length) // 5
 * ```
 */
export function openimCommandsOf(release: OpenImRelease = latestRelease): string[] {
  const checked = asRelease(release)
  return Object.keys(requestShapes).filter((command) => sentAs(command, checked) !== undefined)
}
