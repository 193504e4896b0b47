import { type CatalogCommand, type CatalogField, catalog, isIn } from './catalog.js'
import { isSince, isUntil, type ServerVersion } from './version.js'

const membersJoin = 'callbackBeforeMembersJoinGroupCommand'

/** The name a server of this version has for a command, or undefined: it does not send it. */
export function nameIn(
  version: ServerVersion,
  { command, versions, aliases }: CatalogCommand,
): string | undefined {
  const isThere = (since: string, until?: string) =>
    isSince(version, since) && (until === undefined || isUntil(version, until))
  const [oldName] = aliases
  // One old name is not older than 3.8; of a spelling with a capital, nobody says when it went.
  const renamed = command === membersJoin ? 'v3.8.0' : 'v3.7'
  if (oldName === undefined || isSince(version, renamed))
    return isThere(versions.since, versions.until) ? command : undefined
  const isOfItsOwn = catalog.some((each) => each.command === oldName)
  return isOfItsOwn || !isThere('v3') ? undefined : oldName
}

/** The commands a server of this version sends. */
export function commandsOf(version: ServerVersion): CatalogCommand[] {
  return catalog.filter((command) => nameIn(version, command) !== undefined)
}

/** What the body of a command has in it, in the order of the server's struct. */
export function fieldsOf(version: ServerVersion, command: CatalogCommand): readonly CatalogField[] {
  const isOld = nameIn(version, command) !== command.command
  if (isOld && command.command === 'callbackAfterSingleMsgReadCommand') return singleMsgReadOf35
  const fields = isOld && command.command === membersJoin ? memberJoinOf37 : command.request
  const present = fields.filter((each) => isIn(each, version))
  const hasOperationID = !isSince(version, 'v3.5') && operationIDOf34.includes(command.command)
  const [first, ...rest] = hasOperationID ? [field('operationID'), ...present] : present
  // The common part of messages begins with the sender; creating a group with its operationID.
  const isSecond = rest[0]?.name === 'serverMsgID' || command.command === 'callbackBeforeCreateGroupCommand'
  if (first === undefined) return [field('callbackCommand')]
  return isSecond ? [first, field('callbackCommand'), ...rest] : [field('callbackCommand'), first, ...rest]
}

function field(name: string, type = 'string'): CatalogField {
  return { name, type, nullable: false, fields: [], isEmbedded: false, isRead: true }
}

/** One user instead of a list. */
const memberJoinOf37 = [field('groupID'), field('userID'), field('ex'), field('groupEx')]

const singleMsgReadOf35 = [
  field('callbackCommand'),
  field('sendID'),
  field('receiveID'),
  field('contentType', 'int64'),
]

/** From 3.0 to 3.4 these have the operationID in the body, too. */
const operationIDOf34 = [
  'callbackBeforeAddFriendCommand',
  membersJoin,
  'callbackBeforeSetGroupMemberInfoCommand',
  'callbackBeforeUpdateUserInfoCommand',
]
