import type {
  AnyEvent,
  CommandMap,
  CommandOf,
  EventOf,
  ReplyOf,
  Returned,
  TencentCommands,
  URLParams,
} from '@im-callback/core'
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js'
import { DEFAULT_HANDLER } from './im-callback.constants.js'
import { type HandlerMark, markMethod } from './im-callback.marks.js'
import { WholeEvent } from './im-callback.params.js'

/** Options of `@ImCallback.Before()` and `@ImCallback.Fallback()`. */
export interface HandlerChoice {
  /** The `name` of the module instance this is for. Default: the one without a name. */
  readonly handler?: string | undefined
}

/** Options of `@ImCallback(command)`. */
export interface ImCallbackOptions<Reply = object> extends HandlerChoice {
  /** Answer at once and handle from the queue. Default false. */
  readonly async?: boolean | undefined
  /** The answer of an async handler. Default: what the fallback answers. */
  readonly asyncResponse?: Reply | undefined
}

/**
 * A method that handles a callback. Its first parameter is the event, or, with a parameter decorator, its body, reply or
 * params; others are free. Of a parameter the compiler sees the type and not the decorator: more cannot be allowed.
 */
type HandlerMethod<Event extends EventParts, Reply> =
  | ((event: Event & AnyClient, ...rest: never[]) => Returned<Reply>)
  | ((body: Event extends { body: infer Body } ? Body : never, ...rest: never[]) => Returned<Reply>)
  | ((reply: Event extends { reply: infer Verdicts } ? Verdicts : never, ...rest: never[]) => Returned<Reply>)
  | ((params: URLParams, ...rest: never[]) => Returned<Reply>)

type EventParts = { readonly body: unknown; readonly reply: unknown }

/** A method may name the client it gets from its module, which the decorator cannot know. */
type AnyClient = { readonly rest: never }

type HandlerDecorator<Event extends EventParts, Reply> = <Method extends HandlerMethod<Event, Reply>>(
  prototype: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void

/** The type of {@link ImCallback}, for a command map. */
export interface ImCallbackDecorator<Commands extends CommandMap<Commands>> {
  <C extends CommandOf<Commands>>(
    command: C,
    options?: ImCallbackOptions<ReplyOf<Commands, C>>,
  ): HandlerDecorator<EventOf<Commands, C>, ReplyOf<Commands, C>>
  /** Runs before everything else; what it returns, if anything, is the answer. */
  Before(options?: HandlerChoice): HandlerDecorator<AnyEvent<Commands>, ReplyOf<Commands, keyof Commands>>
  /** Handles commands that have no handler. */
  Fallback(options?: HandlerChoice): HandlerDecorator<AnyEvent<Commands>, ReplyOf<Commands, keyof Commands>>
  /** The same decorator for the commands of another platform. */
  for<Others extends CommandMap<Others>>(): ImCallbackDecorator<Others>
}

/**
 * Makes a method of a provider or a controller the handler of a command. It takes the event, and returns nothing (OK)
 * or what `event.reply` builds. Several on one method: it handles several commands.
 *
 * @example
 * ```ts
 * import type { EventOf, TencentCommands } from '@im-callback/core'
 * import { ImCallback } from '@im-callback/nestjs'
 * import { Injectable } from '@nestjs/common'
 *
 * @Injectable()
 * export class Moderation {
 *   @ImCallback('C2C.CallbackBeforeSendMsg')
 *   check(event: EventOf<TencentCommands, 'C2C.CallbackBeforeSendMsg'>) {
 *     if (event.body.From_Account === 'spammer') return event.reply.reject(120001, 'you are muted')
 *   }
 * }
 * ```
 */
export const ImCallback: ImCallbackDecorator<TencentCommands> = decorator<TencentCommands>()

function decorator<Commands extends CommandMap<Commands>>(): ImCallbackDecorator<Commands> {
  const forCommand = (command: string, options: ImCallbackOptions = {}) =>
    marking('command', command, options)
  return Object.assign(forCommand, {
    Before: (options: HandlerChoice = {}) => marking('before', '', options),
    Fallback: (options: HandlerChoice = {}) => marking('fallback', '', options),
    for: <Others extends CommandMap<Others>>() => decorator<Others>(),
  })
}

function marking(kind: HandlerMark['kind'], command: string, options: ImCallbackOptions) {
  const { handler = DEFAULT_HANDLER, async = false, asyncResponse } = options
  return (prototype: object, name: string | symbol, descriptor?: PropertyDescriptor): void => {
    const marked: unknown = descriptor?.value
    if (typeof prototype === 'function')
      throw misplaced(`${prototype.name}.${String(name)}`, 'methods of instances, not static ones')
    if (typeof marked !== 'function') throw misplaced(String(name), 'methods')
    if (typeof name !== 'string') throw misplaced(String(name), 'methods with a name, not a symbol')
    takeEventFirst(prototype, name)
    markMethod(prototype, name, { kind, command, handler, async, asyncResponse, marked })
  }
}

function misplaced(name: string, what: string): TypeError {
  return new TypeError(`@ImCallback on ${name}: it is for ${what}.`)
}

/** Nest leaves undecorated parameters undefined once one is decorated: the first one is still to be the event. */
function takeEventFirst(prototype: object, name: string | symbol): void {
  const parameters: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, prototype.constructor, name)
  if (typeof parameters !== 'object' || parameters === null) return
  const isFirstTaken = Object.values(parameters).some(({ index }: { index: number }) => index === 0)
  if (!isFirstTaken) WholeEvent()(prototype, name, 0)
}
