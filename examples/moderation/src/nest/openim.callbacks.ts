import type { EventOf } from '@im-callback/core'
import { ImCallback } from '@im-callback/nestjs'
import type { OpenImCommands } from '@im-callback/openim'
import { Injectable } from '@nestjs/common'
import { refuseOpenIm, rewriteOpenIm } from '../openim.js'

const OpenImCallback = ImCallback.for<OpenImCommands>()
const handler = 'openim'

/** The callbacks of OpenIM: the instance with that name. */
@Injectable()
export class OpenImCallbacks {
  @OpenImCallback('callbackBeforeSendSingleMsgCommand', { handler })
  toFriend({ body, reply }: EventOf<OpenImCommands, 'callbackBeforeSendSingleMsgCommand'>) {
    return refuseOpenIm(body, reply)
  }

  @OpenImCallback('callbackBeforeSendGroupMsgCommand', { handler })
  toGroup({ body, reply }: EventOf<OpenImCommands, 'callbackBeforeSendGroupMsgCommand'>) {
    return refuseOpenIm(body, reply)
  }

  @OpenImCallback('callbackBeforeMsgModifyCommand', { handler })
  rewrite({ body, reply }: EventOf<OpenImCommands, 'callbackBeforeMsgModifyCommand'>) {
    return rewriteOpenIm(body, reply)
  }

  @OpenImCallback('callbackWordFilterCommand', { handler })
  filterOfV2({ body, reply }: EventOf<OpenImCommands, 'callbackWordFilterCommand'>) {
    return rewriteOpenIm(body, reply)
  }
}
