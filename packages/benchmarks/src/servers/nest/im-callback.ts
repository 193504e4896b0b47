import 'reflect-metadata'
import { type EventOf, type TencentCommands, tencent } from '@im-callback/core'
import { ImCallback, ImCallbackModule } from '@im-callback/nestjs'
import { Injectable, Module } from '@nestjs/common'
import { bannedWord, path, refusalCode, refusalText, sdkAppId, token } from '../../callback.js'

type Message = EventOf<TencentCommands, 'C2C.CallbackBeforeSendMsg'>

@Injectable()
class Moderation {
  @ImCallback('C2C.CallbackBeforeSendMsg')
  moderate(event: Message) {
    const [first] = event.body.MsgBody
    if (first?.MsgType === 'TIMTextElem' && first.MsgContent.Text.includes(bannedWord)) {
      return event.reply.reject(refusalCode, refusalText)
    }
    return event.reply.ok()
  }
}

/** The same with @im-callback/nestjs. */
@Module({
  imports: [ImCallbackModule.forRoot({ path, protocol: tencent({ sdkAppId, token }) })],
  providers: [Moderation],
})
export class ImCallbackAppModule {}
