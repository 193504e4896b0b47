import { receiversOf } from '../message/check.js'
import type { MessageFields } from '../message/fields.js'

/** Whether older fields are sent in place of today's. */
export interface FieldAge {
  readonly legacyFields: boolean
}

/** The fields of a message that `openim/sendmsg` takes. */
export function sendBody(fields: MessageFields, age: FieldAge): object {
  return {
    ...batchBody(fields, age),
    To_Account: receiversOf(fields.To_Account)[0],
    ...(age.legacyFields ? { MsgTimeStamp: fields.MsgTimeStamp } : {}),
    ForbidCallbackControl: fields.ForbidCallbackControl,
    SupportMessageExtension: fields.SupportMessageExtension,
  }
}

/** The fields of a message that `openim/batchsendmsg` takes; it fires no callbacks, so none are forbidden. */
export function batchBody(fields: MessageFields, age: FieldAge): object {
  return {
    SyncOtherMachine: fields.SyncOtherMachine,
    From_Account: fields.From_Account || undefined,
    To_Account: receiversOf(fields.To_Account),
    ...lifeTime(fields, age),
    MsgSeq: fields.MsgSeq,
    MsgRandom: fields.MsgRandom,
    MsgBody: fields.MsgBody,
    SendMsgControl: fields.SendMsgControl,
    CloudCustomData: fields.CloudCustomData,
    OfflinePushInfo: fields.OfflinePushInfo,
    IsNeedReadReceipt: fields.IsNeedReadReceipt,
  }
}

/** Online only, in the words of today or of before. */
function lifeTime({ MsgLifeTime, OnlineOnlyFlag }: MessageFields, { legacyFields }: FieldAge): object {
  if (legacyFields) return { MsgLifeTime: OnlineOnlyFlag === 1 ? 0 : MsgLifeTime }
  return { OnlineOnlyFlag: MsgLifeTime === 0 ? 1 : OnlineOnlyFlag }
}

/** How an imported message comes: into the history only, or as if it were sent now. */
export type ImportedAs = 'history' | 'live'

/** The fields of a message that `openim/importmsg` takes. */
export function importBody(fields: MessageFields, as: ImportedAs, { legacyFields }: FieldAge): object {
  return {
    SyncFromOldSystem: as === 'history' ? 2 : legacyFields ? 1 : 5,
    From_Account: fields.From_Account || undefined,
    To_Account: receiversOf(fields.To_Account)[0],
    MsgSeq: fields.MsgSeq,
    MsgRandom: fields.MsgRandom,
    MsgTimeStamp: fields.MsgTimeStamp,
    MsgBody: fields.MsgBody,
    CloudCustomData: fields.CloudCustomData,
  }
}
