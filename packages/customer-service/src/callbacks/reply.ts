import type { BaseResponse, OutcomePolicy, RewrittenMessage } from '@im-callback/core'
import { contentOf } from './elements.js'

const refuseCode = 1
const dropCode = 2
const [lowest, highest] = [120_001, 130_000]
const before = 'Customer.BeforeSendMessage'

/** `event.reply` at run time: the verdicts of a Tencent one-to-one message, so that rules written for those serve here. */
export class CustomerReply {
  readonly #command: string

  constructor(command: string) {
    this.#command = command
  }

  ok(): BaseResponse {
    return response()
  }

  reject(code = refuseCode, info = ''): BaseResponse {
    this.#checkCan('be refused')
    const isOwn = Number.isInteger(code) && code >= lowest && code <= highest
    if (code !== refuseCode && !isOwn) {
      throw new RangeError(
        `${this.#command}: ${code} does not refuse; use 1 or a number of your own from ${lowest} to ${highest}.`,
      )
    }
    return response(code, info)
  }

  drop(): BaseResponse {
    this.#checkCan('be dropped')
    return response(dropCode)
  }

  rewrite({ MsgBody, CloudCustomData }: RewrittenMessage): BaseResponse {
    this.#checkCan('be rewritten')
    if (CloudCustomData !== undefined) {
      throw new TypeError(`${this.#command}: there is no CloudCustomData here; give MsgBody.`)
    }
    if (MsgBody === undefined) throw new TypeError(`${this.#command}: rewrite takes { MsgBody }.`)
    // Throws now, where the handler can see it, and not when the message is to be stored.
    contentOf(MsgBody, new Uint8Array())
    return { ...response(), MsgBody } as BaseResponse
  }

  byPolicy(policy: OutcomePolicy): BaseResponse {
    return policy === 'reject' && this.#command === before ? this.reject() : this.ok()
  }

  #checkCan(what: string): void {
    if (this.#command === before) return
    throw new TypeError(`${this.#command} cannot ${what}; it can be only acknowledged.`)
  }
}

/** A handler's result as a response; nothing is OK. */
export function reply(result: unknown, command: string): BaseResponse {
  if (result === undefined || result === null) return response()
  if (typeof result === 'object' && 'ActionStatus' in result && 'ErrorCode' in result) {
    const { ActionStatus: status, ErrorCode: code } = result
    if ((status === 'OK' || status === 'FAIL') && Number.isInteger(code)) {
      return 'ErrorInfo' in result ? (result as BaseResponse) : ({ ...result, ErrorInfo: '' } as BaseResponse)
    }
  }
  throw new TypeError(
    `The handler of ${command} answered neither nothing, nor what event.reply builds, nor a response object.`,
  )
}

function response(ErrorCode = 0, ErrorInfo = ''): BaseResponse {
  return { ActionStatus: 'OK', ErrorCode, ErrorInfo }
}
