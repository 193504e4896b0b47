import type {
  AnyEvent,
  BaseResponse,
  EventOf,
  Ok,
  Protocol,
  TencentCommands,
  URLParams,
} from '@im-callback/core'
import {
  CallbackBody,
  CallbackParams,
  CallbackReply,
  ImCallback,
  ImCallbackModule,
} from '@im-callback/nestjs'
import type { AfterSend, BeforeSend } from './support/events.js'

type Group = EventOf<TencentCommands, 'Group.CallbackBeforeSendMsg'>

/** What the decorator lets through, and what it does not: this file is tested by being compiled. */
abstract class Compiles {
  @ImCallback('C2C.CallbackBeforeSendMsg')
  nothing() {}

  @ImCallback('C2C.CallbackBeforeSendMsg')
  event(event: BeforeSend) {
    return event.reply.reject(120001)
  }

  @ImCallback('C2C.CallbackBeforeSendMsg')
  async later(event: BeforeSend) {
    if (event.body.From_Account === 'mallory') return event.reply.drop()
  }

  @ImCallback('C2C.CallbackBeforeSendMsg')
  async nothingLater(_event: BeforeSend): Promise<void> {}

  @ImCallback('C2C.CallbackBeforeSendMsg')
  whole() {
    return { ActionStatus: 'OK' as const, ErrorCode: 0, ErrorInfo: '' }
  }

  @ImCallback('C2C.CallbackBeforeSendMsg')
  @ImCallback('C2C.CallbackAfterSendMsg', { async: true })
  either(_event: BeforeSend | AfterSend) {}

  @ImCallback('C2C.CallbackBeforeSendMsg')
  any(_event: AnyEvent<TencentCommands>) {}

  @ImCallback('C2C.CallbackBeforeSendMsg')
  client(event: EventOf<TencentCommands, 'C2C.CallbackBeforeSendMsg', { readonly send: () => void }>) {
    event.rest.send()
  }

  @ImCallback('C2C.CallbackBeforeSendMsg')
  body(@CallbackBody() _body: BeforeSend['body']) {}

  @ImCallback('C2C.CallbackBeforeSendMsg')
  partOfBody(@CallbackBody() _body: { From_Account: string }) {}

  @ImCallback('C2C.CallbackBeforeSendMsg')
  params(@CallbackParams() _params: URLParams) {}

  @ImCallback('C2C.CallbackBeforeSendMsg')
  reply(@CallbackReply() reply: BeforeSend['reply'], @CallbackBody() _body: BeforeSend['body'], _own: Date) {
    return reply.ok()
  }

  @ImCallback('C2C.CallbackBeforeSendMsg')
  parts(
    _event: BeforeSend,
    @CallbackBody('From_Account') _from: string,
    @CallbackParams('ClientIP') _ip: string,
  ) {}

  @ImCallback('C2C.CallbackBeforeSendMsg')
  transformed(_event: BeforeSend, @CallbackBody({ transform: () => new Date() }) _at: Date) {}

  @ImCallback.Before()
  before(event: AnyEvent<TencentCommands>) {
    if (event.command === 'C2C.CallbackBeforeSendMsg') return event.reply.reject()
  }

  @ImCallback.Fallback({ handler: 'second' })
  fallback(event: AnyEvent<TencentCommands>) {
    return event.reply.ok()
  }
}

abstract class DoesNot {
  // @ts-expect-error no such command
  @ImCallback('C2C.CallbackBeforSendMsg')
  unknown() {}

  // @ts-expect-error the event of another command
  @ImCallback('C2C.CallbackBeforeSendMsg')
  other(_event: Group) {}

  // @ts-expect-error the body of another command
  @ImCallback('C2C.CallbackBeforeSendMsg')
  otherBody(@CallbackBody() _body: Group['body']) {}

  // @ts-expect-error what a parameter of a callback never is
  @ImCallback('C2C.CallbackBeforeSendMsg')
  text(_text: string) {}

  // What is made of the event comes second: of the first parameter the compiler knows the type, not the decorator.
  // @ts-expect-error no type of an event
  @ImCallback('C2C.CallbackBeforeSendMsg')
  part(@CallbackBody('From_Account') _from: string) {}

  @ImCallback('C2C.CallbackBeforeSendMsg')
  // @ts-expect-error verdicts have no parts to name
  verdict(@CallbackReply('reject') _reply: BeforeSend['reply']) {}

  // @ts-expect-error an answer that is none
  @ImCallback('C2C.CallbackBeforeSendMsg')
  boolean() {
    return true
  }

  // @ts-expect-error an answer that is none, later
  @ImCallback('C2C.CallbackBeforeSendMsg')
  async object() {
    return { allowed: true }
  }

  // @ts-expect-error the answer of another command
  @ImCallback('C2C.CallbackBeforeSendMsg', { asyncResponse: { ActionStatus: 'FINE' } })
  response() {}

  // @ts-expect-error an answer that is none, of a fallback
  @ImCallback.Fallback()
  fallback({ command }: AnyEvent<TencentCommands>) {
    return { command }
  }

  // @ts-expect-error no such option
  @ImCallback('C2C.CallbackBeforeSendMsg', { asynchronous: true })
  option() {}
}

interface ChatCommands {
  'Chat.Sent': {
    request: { text: string }
    reply: { code: number }
    verdicts: Ok<{ code: number }>
  }
}

const ChatCallback = ImCallback.for<ChatCommands>()

abstract class OtherPlatform {
  @ChatCallback('Chat.Sent')
  sent(event: EventOf<ChatCommands, 'Chat.Sent'>) {
    return { code: event.body.text.length }
  }

  // @ts-expect-error a command of the other platform
  @ChatCallback('C2C.CallbackBeforeSendMsg')
  unknown() {}

  // @ts-expect-error an answer of the other platform
  @ChatCallback('Chat.Sent')
  wrong() {
    return { ActionStatus: 'OK' }
  }
}

/** A command that is newer than the catalogue. */
interface NewCommands {
  'Group.CallbackNew': {
    request: { CallbackCommand: string; GroupId: string }
    reply: BaseResponse
    verdicts: Ok<BaseResponse>
  }
}

const NewCallback = ImCallback.for<TencentCommands & NewCommands>()

abstract class NewerCommand {
  @NewCallback('Group.CallbackNew')
  created(event: EventOf<NewCommands, 'Group.CallbackNew'>) {
    if (event.body.GroupId !== '') return event.reply.ok()
  }

  @NewCallback('C2C.CallbackBeforeSendMsg')
  known(event: BeforeSend) {
    return event.reply.reject(120001)
  }

  // @ts-expect-error no such command
  @NewCallback('Group.CallbackNewer')
  unknown() {}
}

/** Modules are typed by their protocol, too. */
const modules = (chat: Protocol<ChatCommands>) => [
  ImCallbackModule.forRoot({ protocol: chat, onError: (_error, { body }) => ({ code: body.text.length }) }),
  ImCallbackModule.forRootAsync({ name: 'chat', useFactory: () => ({ protocol: chat }) }),
  // @ts-expect-error an answer of another platform
  ImCallbackModule.forRoot({ protocol: chat, onError: () => ({ ActionStatus: 'OK' }) }),
  ImCallbackModule.forRoot({ onTimeout: (event) => event.reply.ok() }),
  // @ts-expect-error no such option
  ImCallbackModule.forRoot({ pth: 'im' }),
]

it('is for methods', () => {
  const decorateProperty = () => {
    class Callbacks {
      // @ts-expect-error not a method
      @ImCallback('C2C.CallbackBeforeSendMsg')
      property = () => undefined
    }
    return Callbacks
  }
  expect(decorateProperty).toThrow('@ImCallback on property: it is for methods.')
})

it('is for methods of instances, which have a name', () => {
  const decorateStatic = () => {
    class Callbacks {
      @ImCallback('C2C.CallbackBeforeSendMsg')
      static check() {}

      own() {}
    }
    return Callbacks
  }
  expect(decorateStatic).toThrow(
    '@ImCallback on Callbacks.check: it is for methods of instances, not static ones.',
  )
  const decorateSymbol = () => {
    class Callbacks {
      @ImCallback('C2C.CallbackBeforeSendMsg')
      [Symbol.toStringTag]() {}
    }
    return Callbacks
  }
  expect(decorateSymbol).toThrow('@ImCallback on Symbol(Symbol.toStringTag): it is for methods with a name')
})

it('compiles', () => {
  expect([Compiles, DoesNot, OtherPlatform, NewerCommand, modules]).toHaveLength(5)
})
