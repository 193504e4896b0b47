import type { EventOf, TencentCommands } from '@im-callback/core'
import { CallbackBody, CallbackReply, ImCallback, ImCallbackContext } from '@im-callback/nestjs'
import { type CanActivate, type ExecutionContext, Injectable, UseGuards } from '@nestjs/common'

type ToFriend = EventOf<TencentCommands, 'C2C.CallbackBeforeSendMsg'>
type ToGroup = EventOf<TencentCommands, 'Group.CallbackBeforeSendMsg'>

@Injectable()
export class Words {
  isRefused([first]: ToFriend['body']['MsgBody']): boolean {
    return first?.MsgType === 'TIMTextElem' && first.MsgContent.Text.includes('spam')
  }
}

@Injectable()
export class NotMuted implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { event } = ImCallbackContext.from(context)
    return !('From_Account' in event.body) || event.body.From_Account !== 'mallory'
  }
}

@Injectable()
@UseGuards(NotMuted)
export class Moderation {
  constructor(private readonly words: Words) {}

  @ImCallback('C2C.CallbackBeforeSendMsg')
  toFriend(event: ToFriend) {
    if (this.words.isRefused(event.body.MsgBody)) return event.reply.reject(120001, 'no advertising')
  }

  @ImCallback('Group.CallbackBeforeSendMsg')
  toGroup(@CallbackBody() body: ToGroup['body'], @CallbackReply() reply: ToGroup['reply']) {
    if (this.words.isRefused(body.MsgBody)) return reply.reject(10100, 'no advertising')
  }
}
