import type { JsonObject } from '../receive/parse.js'
import { TencentReply } from './reply-builder.js'

/**
 * A handler's result as a response the platform accepts: nothing is OK, a response object is sent as it is. Anything
 * else is a mistake in the handler, and the platform would only say "not JSON" or fail the callback.
 */
export function reply(result: unknown, command: string, body: JsonObject): object {
  if (result === undefined || result === null) return new TencentReply(command, body).ok()
  if (typeof result === 'object' && 'ActionStatus' in result && 'ErrorCode' in result) {
    const { ActionStatus: status, ErrorCode: code } = result
    if ((status === 'OK' || status === 'FAIL') && Number.isInteger(code)) {
      return 'ErrorInfo' in result ? result : { ...result, ErrorInfo: '' }
    }
  }
  throw new TypeError(
    `The handler of ${command} answered ${describe(result)}. Return nothing, what event.reply builds, ` +
      'or { ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "" }.',
  )
}

function describe(result: unknown): string {
  if (Array.isArray(result)) return 'an array'
  return typeof result === 'object' ? 'an object that is no response' : `a ${typeof result}`
}
