import { requestShapes } from '../generated/openim-requests.js'
import { isSince, type OpenImRelease } from './release.js'
import type { RequestField } from './request-shape.js'

/** The fields of a command whose body was another one once; undefined: it was not. */
export function oldFields(today: string, name: string, release: OpenImRelease): RequestField[] | undefined {
  if (name === 'callbackSingleMsgRead') return singleMsgRead
  const fields =
    name === 'callbackBeforeMemberJoinGroupCommand' ? memberJoinGroup : requestShapes[today]?.fields
  if (fields === undefined || isSince(release, 'v3.5') || !withOperationID.includes(today))
    return fields?.slice()
  const [command, ...rest] = fields
  return command && [command, text('operationID', 'op-7f3a2c'), ...rest]
}

const text = (name: string, sample: string): RequestField => ({ name, sample, unset: '' })

const callbackCommand = text('callbackCommand', '')

/** One at a time, up to 3.7. */
const memberJoinGroup = [
  callbackCommand,
  text('groupID', 'g-1'),
  text('userID', 'alice'),
  text('ex', ''),
  text('groupEx', ''),
]

/** Up to 3.6. */
const singleMsgRead = [
  callbackCommand,
  text('sendID', 'alice'),
  text('receiveID', 'bob'),
  { name: 'contentType', sample: 1, unset: 0 },
]

/** Up to 3.4 their bodies have it, too. */
const withOperationID = [
  'callbackBeforeAddFriendCommand',
  'callbackBeforeMembersJoinGroupCommand',
  'callbackBeforeSetGroupMemberInfoCommand',
  'callbackBeforeUpdateUserInfoCommand',
]
