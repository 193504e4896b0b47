import type { EventOf, TencentCommands } from '@im-callback/core'
import { ImCallback } from '@im-callback/nestjs'
import { Injectable } from '@nestjs/common'
import { answerTencent } from '../tencent.js'

type ToFriend = EventOf<TencentCommands, 'C2C.CallbackBeforeSendMsg'>
type ToGroup = EventOf<TencentCommands, 'Group.CallbackBeforeSendMsg'>

/** The callbacks of Tencent: the instance without a name. */
@Injectable()
export class TencentCallbacks {
  @ImCallback('C2C.CallbackBeforeSendMsg')
  toFriend({ body, reply }: ToFriend) {
    return answerTencent(body.MsgBody, reply, (reason) => reply.reject(120001, reason))
  }

  @ImCallback('Group.CallbackBeforeSendMsg')
  toGroup({ body, reply }: ToGroup) {
    return answerTencent(body.MsgBody, reply, (reason) => reply.reject(10100, reason))
  }
}
