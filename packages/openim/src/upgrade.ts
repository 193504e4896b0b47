import type { JsonObject } from '@im-callback/core'

/** What handlers of today's name get where old servers send something of another shape. */
export function upgrade(command: string, body: JsonObject): JsonObject {
  if (isSingleJoin(body)) {
    return { ...body, memberList: [{ userID: body.userID, ex: body.ex }] }
  }
  if (body.callbackCommand === 'callbackSingleMsgRead') return { ...unsaid, ...body }
  return isWithUnderscores(command, body) ? inCamelCase(body) : body
}

/** v3.5 does not say what of a conversation was read, nor by whom: empty, as Go writes what nobody has set. */
const unsaid: JsonObject = { conversationID: '', userID: '', Seqs: null }

/** Before v3.8 each member came alone, under the old name. */
export function isSingleJoin({ callbackCommand, userID }: JsonObject): boolean {
  return callbackCommand === 'callbackBeforeMemberJoinGroupCommand' && typeof userID === 'string'
}

/** Conversations had names with underscores until late 2025. */
export function isWithUnderscores(command: string, body: JsonObject): boolean {
  return command.endsWith('ChatConversationsCommand') && Object.hasOwn(body, 'owner_user_id')
}

function inCamelCase(body: JsonObject): JsonObject {
  const renamed = Object.entries(body).map(([name, value]) => [
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ])
  return { ...body, ...Object.fromEntries(renamed) }
}
