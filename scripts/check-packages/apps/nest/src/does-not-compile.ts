// Compiled, and never loaded.
import type { EventOf, TencentCommands } from '@im-callback/core'
import { CallbackBody, ImCallback } from '@im-callback/nestjs'

type ToGroup = EventOf<TencentCommands, 'Group.CallbackBeforeSendMsg'>

export abstract class Wrong {
  // @ts-expect-error there is no such command
  @ImCallback('C2C.CallbackBeforSendMsg')
  command() {}

  // @ts-expect-error the event of another command
  @ImCallback('C2C.CallbackBeforeSendMsg')
  event(_event: ToGroup) {}

  // @ts-expect-error the body of another command
  @ImCallback('C2C.CallbackBeforeSendMsg')
  body(@CallbackBody() _body: ToGroup['body']) {}

  // @ts-expect-error no answer
  @ImCallback('C2C.CallbackBeforeSendMsg')
  answer() {
    return true
  }
}
