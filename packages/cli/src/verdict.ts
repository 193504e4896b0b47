import { type CallbackCommand, type CommandInfo, tencentCommands } from '@im-callback/core'

type Fields = Record<string, unknown>

/** What the platform does with an answer, in words. */
export function verdict(command: CallbackCommand, reply: object): string {
  const { phase, reply: rules }: CommandInfo = tencentCommands[command]
  const fields: Fields = { ...reply }
  const code = fields.ErrorCode
  if (fields.ActionStatus !== 'OK') return `failed (${codeAndInfo(fields)})`
  if (phase === 'after') return acknowledged(fields, rules)
  if (rules.verdicts !== undefined && code === 0) return accountByAccount(fields[rules.verdicts.field])
  if (code === 0) return allowed(fields, rules)
  if (code === 2 && rules.drop) return 'dropped silently (the sender sees success)'
  if (isRefusal(code, rules)) return `refused (${codeAndInfo(fields)})`
  return `answered with ${codeAndInfo(fields)}, a code this command does not know`
}

function acknowledged(fields: Fields, rules: CommandInfo['reply']): string {
  if (fields.ErrorCode !== 0) return `acknowledged with ${codeAndInfo(fields)}, which changes nothing`
  const data = rules.respond === undefined ? undefined : fields[rules.respond.field]
  return typeof data === 'string' && data !== '' ? `answered with "${data}"` : 'acknowledged'
}

function allowed(fields: Fields, rules: CommandInfo['reply']): string {
  const refused = rules.refuse === undefined ? undefined : fields[rules.refuse]
  if (Array.isArray(refused) && refused.length > 0)
    return `allowed, but refused members ${refused.join(', ')}`
  if (!rules.rewrite) return 'allowed'
  const rewritten = [
    ...(Array.isArray(fields.MsgBody) ? [`as "${textOf(fields.MsgBody)}"`] : []),
    ...(typeof fields.CloudCustomData === 'string'
      ? [`with CloudCustomData "${fields.CloudCustomData}"`]
      : []),
  ]
  return rewritten.length === 0 ? 'delivered as sent' : `delivered rewritten ${rewritten.join(' and ')}`
}

function accountByAccount(results: unknown): string {
  if (!Array.isArray(results) || results.length === 0) return 'allowed'
  return results
    .map((result: Fields) => {
      const { To_Account: account, ResultCode: code, ResultInfo: info } = result
      if (code === 0) return `${account} allowed`
      return `${account} refused (ResultCode ${code}${info ? `: ${info}` : ''})`
    })
    .join(', ')
}

function isRefusal(code: unknown, { reject }: CommandInfo['reply']): boolean {
  if (reject === undefined || typeof code !== 'number') return false
  const { min, max } = reject
  return code === 1 || (min !== undefined && max !== undefined && code >= min && code <= max)
}

function codeAndInfo({ ErrorCode: code, ErrorInfo: info }: Fields): string {
  return `ErrorCode ${code}${info ? `: ${info}` : ''}`
}

/** The words of a message; other elements by their type. */
function textOf(elements: readonly Fields[]): string {
  return elements.map(({ MsgType, MsgContent }) => words(MsgContent) ?? `[${MsgType}]`).join(' ')
}

function words(content: unknown): string | undefined {
  if (typeof content !== 'object' || content === null || !('Text' in content)) return undefined
  return typeof content.Text === 'string' ? content.Text : undefined
}
