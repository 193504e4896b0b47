import type { EventOf, TencentCommands } from '@im-callback/core'
import { CallbackBody, CallbackReply, ImCallback } from '@im-callback/nestjs'
import { Injectable, UseGuards } from '@nestjs/common'
import { ModerationService } from './moderation.service.js'
import { MutedGuard } from './muted.guard.js'

type ToFriend = EventOf<TencentCommands, 'C2C.CallbackBeforeSendMsg'>
type ToGroup = EventOf<TencentCommands, 'Group.CallbackBeforeSendMsg'>

/** Before a message is sent, the platform waits for the verdict. Codes of our own reach the client. */
@Injectable()
@UseGuards(MutedGuard)
export class ModerationCallbacks {
  constructor(private readonly moderation: ModerationService) {}

  @ImCallback('C2C.CallbackBeforeSendMsg')
  toFriend(event: ToFriend) {
    const word = this.moderation.refusedWord(event.body.MsgBody)
    if (word !== undefined) return event.reply.reject(120001, `"${word}" is not welcome here`)
  }

  @ImCallback('Group.CallbackBeforeSendMsg')
  toGroup(@CallbackBody() body: ToGroup['body'], @CallbackReply() reply: ToGroup['reply']) {
    const word = this.moderation.refusedWord(body.MsgBody)
    if (word !== undefined) return reply.reject(10100, `"${word}" is not welcome here`)
  }
}
