import type { EventOf, TencentCommands } from '@im-callback/core'

export const beforeSend = 'C2C.CallbackBeforeSendMsg'
export const afterSend = 'C2C.CallbackAfterSendMsg'

export type BeforeSend = EventOf<TencentCommands, typeof beforeSend>
export type AfterSend = EventOf<TencentCommands, typeof afterSend>
