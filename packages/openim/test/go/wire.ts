import { type CatalogCommand, type CatalogField, catalog, isIn } from './catalog.js'
import { generation, isSince, type ServerVersion } from './version.js'

const membersJoin = 'callbackBeforeMembersJoinGroupCommand'

/** The name a server of this version has for a command, or undefined: it does not send it. */
export function nameIn(version: ServerVersion, { command, ...entry }: CatalogCommand): string | undefined {
  if (generation(version) === 2) {
    if (entry.version === 'v3') return undefined
    return isSince(version, '2.3') || /Msg|WordFilter/.test(command) ? command : undefined
  }
  if (entry.version === 'v2') return undefined
  const [oldName] = entry.aliases
  if (oldName !== undefined)
    return isSince(version, command === membersJoin ? '3.8.0' : '3.7') ? command : oldName
  return entry.since === undefined || isSince(version, firstWith(entry.since)) ? command : undefined
}

const firstWith = (since: string) => (since === 'after v3.8.3' ? '3.8.4' : since.slice(1))

/** The commands a server of this version sends. */
export function commandsOf(version: ServerVersion): CatalogCommand[] {
  return catalog.filter((command) => nameIn(version, command) !== undefined)
}

/** What the body of a command has in it, in the order of the server's struct. */
export function fieldsOf(version: ServerVersion, command: CatalogCommand): readonly CatalogField[] {
  const isOld = nameIn(version, command) !== command.command
  if (isOld && command.command === 'callbackAfterSingleMsgReadCommand') return singleMsgReadOf35
  const fields = isOld && command.command === membersJoin ? memberJoinOf37 : command.request
  const present = fields.filter((field) => isIn(field, version))
  const hasOperationID = !isSince(version, '3.5') && operationIDOf34.includes(command.command)
  return hasOperationID ? [callbackCommand, field('operationID'), ...present.slice(1)] : present
}

const field = (name: string, type = 'string'): CatalogField => ({ name, type, required: true })

const callbackCommand = field('callbackCommand')

/** One user instead of a list. */
const memberJoinOf37 = [callbackCommand, field('groupID'), field('userID'), field('ex'), field('groupEx')]

const singleMsgReadOf35 = [
  callbackCommand,
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
