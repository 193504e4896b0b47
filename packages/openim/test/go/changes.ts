import type { CatalogField } from './catalog.js'
import type { Struct } from './decode.js'
import { codes } from './refusal.js'
import type { Sent } from './server.js'
import { generation } from './version.js'

/** What the operation has after the reply that the request had not. */
export function changes(sent: Sent, reply: Struct): Struct {
  const { command, version } = sent
  const { actionCode, errCode } = codes(reply)
  if (generation(version) === 2 && (actionCode !== 0 || errCode !== 0)) return {}
  const fields = command.reply.filter(({ isRead }) => isRead)
  return Object.fromEntries(fields.flatMap((field) => change(sent, field, reply[field.name])))
}

function change(sent: Sent, field: CatalogField, value: unknown): [string, unknown][] {
  const isCopied = alwaysCopied(sent).includes(field.name)
  if (!isCopied && isNothing(field, value)) return []
  const is = value ?? (field.nullable ? null : '')
  const isTheSame = JSON.stringify(is) === JSON.stringify(before(sent, field.name, isCopied))
  return isTheSame ? [] : [[field.name, is]]
}

/** Texts and lists that are no pointers count only when there is something in them. */
function isNothing(field: CatalogField, value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  return value === undefined || (value === '' && !field.nullable)
}

/** What is taken over from the reply even when it is not there. */
export function alwaysCopied({ command: { command }, version }: Sent): readonly string[] {
  if (command === setGroupInfo) return ['groupID', 'groupName', 'faceURL', 'introduction']
  if (command === 'callbackBeforeSetGroupInfoExCommand') {
    const numbers = ['needVerification', 'lookMemberInfo', 'applyMemberFriend']
    return ['groupID', 'groupName', 'faceURL', 'introduction', 'ex', ...numbers]
  }
  return command === 'callbackWordFilterCommand' && version === '2.0' ? ['content'] : []
}

const setGroupInfo = 'callbackBeforeSetGroupInfoCommand'

/** What the field was; nothing that can be told where the request has 0 for numbers nobody set. */
function before({ command: { command }, request }: Sent, name: string, isCopied: boolean): unknown {
  if (command === setGroupInfo && !isCopied) return undefined
  if (command === 'callbackBeforeMsgModifyCommand') {
    if (name === 'senderFaceURL') return request.faceURL
    if (name === 'atUserIDList') return request.atUserList
  }
  return request[name]
}
