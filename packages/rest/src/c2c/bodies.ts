import { receiversOf } from '../message/check.js'
import type { MessageFields } from '../message/fields.js'

/** Whether older fields are sent in place of today's. */
export interface FieldAge {
  readonly legacyFields: boolean
}

/** What is sent of a message as it is: the fields that its endpoint takes, those with values. */
const batchFields = [
  'SyncOtherMachine',
  'MsgSeq',
  'MsgRandom',
  'MsgBody',
  'SendMsgControl',
  'CloudCustomData',
  'OfflinePushInfo',
  'IsNeedReadReceipt',
] as const
const sendFields = [...batchFields, 'ForbidCallbackControl', 'SupportMessageExtension'] as const
const importFields = ['MsgSeq', 'MsgRandom', 'MsgTimeStamp', 'MsgBody', 'CloudCustomData'] as const

type Body = Record<string, unknown>

/** The fields of a message that `openim/sendmsg` takes. */
export function sendBody(fields: MessageFields, age: FieldAge): Body {
  const body = copied(fields, sendFields)
  body.To_Account = receiversOf(fields.To_Account)[0]
  if (age.legacyFields) body.MsgTimeStamp = fields.MsgTimeStamp
  return withLifeTime(body, fields, age)
}

/** The fields of a message that `openim/batchsendmsg` takes; it fires no callbacks, so none are forbidden. */
export function batchBody(fields: MessageFields, age: FieldAge): Body {
  const body = copied(fields, batchFields)
  body.To_Account = receiversOf(fields.To_Account)
  return withLifeTime(body, fields, age)
}

/** How an imported message comes: into the history only, or as if it were sent now. */
export type ImportedAs = 'history' | 'live'

/** The fields of a message that `openim/importmsg` takes. */
export function importBody(fields: MessageFields, as: ImportedAs, { legacyFields }: FieldAge): Body {
  const body = copied(fields, importFields)
  body.To_Account = receiversOf(fields.To_Account)[0]
  body.SyncFromOldSystem = as === 'history' ? 2 : legacyFields ? 1 : 5
  return body
}

/** A loop, not a spread: this is on the way of every message. */
function copied(fields: MessageFields, names: readonly (keyof MessageFields)[]): Body {
  const body: Body = {}
  if (fields.From_Account) body.From_Account = fields.From_Account
  for (const name of names) if (fields[name] !== undefined) body[name] = fields[name]
  return body
}

/** Online only, in the words of today or of before. */
function withLifeTime(
  body: Body,
  { MsgLifeTime, OnlineOnlyFlag }: MessageFields,
  { legacyFields }: FieldAge,
): Body {
  if (legacyFields) body.MsgLifeTime = OnlineOnlyFlag === 1 ? 0 : MsgLifeTime
  else if (MsgLifeTime === 0 || OnlineOnlyFlag !== undefined)
    body.OnlineOnlyFlag = MsgLifeTime === 0 ? 1 : OnlineOnlyFlag
  return body
}
