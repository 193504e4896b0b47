import { type Struct, unmarshal } from './decode.js'
import type { Sent } from './server.js'

/** What a server trips over although it could read the reply, or undefined. */
export function stumble(sent: Sent, reply: Struct): string | undefined {
  const check = Object.hasOwn(checks, sent.command.command) ? checks[sent.command.command] : undefined
  return check?.(reply, sent.request)
}

type Check = (reply: Struct, request: Sent['request']) => string | undefined

const blankGroup: Check = ({ groupID }) => (groupID ? undefined : 'record not found: groupID is blank')

const checks: Readonly<Record<string, Check>> = {
  callbackBeforeSetGroupInfoCommand: blankGroup,
  callbackBeforeSetGroupInfoExCommand: blankGroup,

  callbackBeforeMembersJoinGroupCommand: ({ memberCallbackList = [] }) => {
    const entries = memberCallbackList as (Struct | undefined)[]
    const isComplete = entries.every((entry) => entry?.userID !== undefined)
    return isComplete ? undefined : 'nil dereference: an entry without userID'
  },

  callbackBeforeUpdateUserInfoExCommand: (reply, request) => {
    const names = ['nickName', 'faceURL', 'ex']
    const name = names.find((field) => reply[field] !== undefined && request[field] === null)
    return name === undefined ? undefined : `nil dereference: ${name} was null in the request`
  },

  // No request says whether the message had push settings, so the one without them is taken for granted.
  callbackBeforeMsgModifyCommand: ({ offlinePushInfo, content }) => {
    if (offlinePushInfo !== undefined) return 'nil dereference: the message had no offlinePushInfo'
    const isFit = content === undefined || isJsonObject(content)
    return isFit ? undefined : 'args error: content holds no JSON object'
  },
}

/** Whether a server can take a text for the content of a message. */
export function isJsonObject(text: unknown): boolean {
  return typeof text === 'string' && text.trim() !== 'null' && unmarshal([], text).ok
}
