import type { OutcomePolicy } from '../protocol.js'
import type { JsonObject } from '../receive/parse.js'
import { type BaseResponse, tencentCommands } from './generated/index.js'
import { message } from './message.js'
import type { CommandInfo, ReplyRules } from './types/command-info.js'
import type { AccountVerdict, RewrittenMessage } from './types/verdicts.js'

const refuseCode = 1
const dropCode = 2

/**
 * `event.reply` at run time. The types offer each command only what it allows; this says the same, in words, to those
 * who write JavaScript, and checks what types cannot.
 */
export class TencentReply {
  readonly #command: string
  readonly #body: JsonObject
  /** Undefined for commands that are not in the catalogue: then nothing is known to be wrong. */
  readonly #rules: ReplyRules | undefined

  constructor(command: string, body: JsonObject) {
    const commands: Readonly<Record<string, CommandInfo>> = tencentCommands
    this.#command = command
    this.#body = body
    this.#rules = Object.hasOwn(commands, command) ? commands[command]?.reply : undefined
  }

  ok(): BaseResponse {
    if (this.#rules?.verdicts !== undefined) return this.verdicts([])
    if (this.#rules?.respond !== undefined) return { ...response(), [this.#rules.respond.field]: '' }
    return response()
  }

  reject(code?: number, info = ''): BaseResponse {
    if (typeof info !== 'string')
      throw new TypeError(`${this.#command}: the text of a refusal must be a string.`)
    const { verdicts, reject } = this.#rules ?? { reject: {} }
    if (verdicts !== undefined) {
      const ResultCode = code === undefined ? verdicts.min : code
      const accounts = this.#requestedAccounts(verdicts)
      return this.verdicts(accounts.map((To_Account) => ({ To_Account, ResultCode, ResultInfo: info })))
    }
    if (reject === undefined) throw this.#cannot('be refused')
    const chosen = code === undefined ? refuseCode : code
    this.#checkCode(chosen, reject)
    return response(chosen, info)
  }

  drop(): BaseResponse {
    if (this.#rules !== undefined && !this.#rules.drop) throw this.#cannot('be dropped')
    return response(dropCode)
  }

  rewrite(rewritten: RewrittenMessage): BaseResponse {
    if (this.#rules !== undefined && !this.#rules.rewrite) throw this.#cannot('be rewritten')
    return { ...response(), ...message(rewritten) }
  }

  refuseMembers(accounts: readonly string[]): BaseResponse {
    const field = this.#rules?.refuse
    if (field === undefined) throw this.#cannot('leave accounts out')
    if (!Array.isArray(accounts) || !accounts.every((account) => typeof account === 'string')) {
      throw new TypeError('refuseMembers takes a list of UserIDs: plain strings, not objects.')
    }
    return { ...response(), [field]: [...accounts] }
  }

  verdicts(items: readonly AccountVerdict[]): BaseResponse {
    const rule = this.#rules?.verdicts
    if (rule === undefined) throw this.#cannot('be answered account by account')
    const byAccount = new Map(items.map((item) => [item.To_Account, item]))
    const accounts = this.#requestedAccounts(rule)
    const requested = new Set(accounts)
    const stray = items.find((item) => !requested.has(item.To_Account))
    if (stray !== undefined)
      throw new TypeError(`verdicts: "${stray.To_Account}" is not an account of this request.`)
    const wrong = items.find(({ ResultCode: code }) => code !== 0 && !(code >= rule.min && code <= rule.max))
    if (wrong !== undefined) {
      throw new RangeError(
        `verdicts: ${wrong.ResultCode} allows and refuses nothing; use 0 or ${rule.min}-${rule.max}.`,
      )
    }
    return {
      ...response(),
      [rule.field]: accounts.map((account) => {
        const { ResultCode = 0, ResultInfo = '' } = byAccount.get(account) ?? {}
        return { To_Account: account, ResultCode, ResultInfo }
      }),
    } as BaseResponse
  }

  respond(data: string | object): BaseResponse {
    const field = this.#rules?.respond?.field
    if (field === undefined) throw this.#cannot('be answered with data')
    return { ...response(), [field]: typeof data === 'string' ? data : JSON.stringify(data) } as BaseResponse
  }

  /** Lets the operation go on, or refuses it where it can be refused. */
  byPolicy(policy: OutcomePolicy): BaseResponse {
    const canRefuse = this.#rules?.reject !== undefined || this.#rules?.verdicts !== undefined
    return policy === 'reject' && canRefuse ? this.reject() : this.ok()
  }

  /** The body is a stranger's: what is not a list of accounts is no list of accounts. */
  #requestedAccounts({ from, account }: NonNullable<ReplyRules['verdicts']>): string[] {
    const items: unknown = this.#body[from]
    if (!Array.isArray(items)) return []
    return items
      .map((item: JsonObject | null) => item?.[account])
      .filter((id): id is string => typeof id === 'string')
  }

  #checkCode(code: number, { min, max }: NonNullable<ReplyRules['reject']>): void {
    if (this.#rules === undefined || code === refuseCode) return
    if (min !== undefined && max !== undefined && Number.isInteger(code) && code >= min && code <= max) return
    const range = min === undefined ? '' : ` or a number of your own from ${min} to ${max}`
    throw new RangeError(`${this.#command}: ${code} does not refuse; use 1${range}.`)
  }

  #cannot(what: string): TypeError {
    const can = Object.keys(this.#rules ?? {}).join(', ') || 'only acknowledged'
    return new TypeError(`${this.#command} cannot ${what}; it can be: ${can}.`)
  }
}

function response(ErrorCode = 0, ErrorInfo = ''): BaseResponse {
  return { ActionStatus: 'OK', ErrorCode, ErrorInfo }
}
