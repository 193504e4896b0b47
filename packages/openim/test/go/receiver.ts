import {
  CallbackHandler,
  type CallbackReply,
  type CallbackRequest,
  type HandlerOptions,
} from '@im-callback/core'
import { manualClock, openimRequest } from '@im-callback/testing'
import { type OpenImCommands, type OpenImOptions, openim } from '../../src/index.js'
import type { Behaviour, Refusing } from './behaviour.js'
import type { ServerVersion } from './version.js'

/** Options of handler and protocol alike. */
export interface ReceiverOptions extends Omit<HandlerOptions<OpenImCommands>, 'protocol'>, OpenImOptions {
  /** Layers of middleware that leave everything as it is. Default 0. */
  readonly layers?: number
}

/** A receiver that does the same with every event, and answers servers of OpenIM. */
export interface Receiver {
  /** The answer to a body that a server of that version sends. */
  send(release: ServerVersion, body: Record<string, unknown>, path?: string): Promise<CallbackReply>
  receive(request: CallbackRequest): Promise<CallbackReply>
}

/** A receiver with one handler for all commands, and a clock that moves when it hangs. */
export function receiver(behaviour: Behaviour, options: ReceiverOptions = {}): Receiver {
  const { layers = 0, version, secret, basicAuth, path: base, authenticate, ...rest } = options
  const { clock, timers, advance } = manualClock()
  const im = new CallbackHandler({
    protocol: openim({ version, secret, basicAuth, path: base, authenticate }),
    logger: { warn() {}, error() {} },
    clock,
    timers,
    deadline: 1000,
    ...rest,
  })
  for (let layer = 0; layer < layers; layer++) im.use((_event, next) => next())
  im.fallback((event) => act(behaviour, event.reply as AnyVerdicts) as undefined)
  return {
    receive: (request) => im.receive(request),
    send: async (release, body, path) => {
      const reply = im.receive(openimRequest(body, { release, path }))
      if (behaviour.does === 'hang') await advance(1000)
      return reply
    },
  }
}

/** What `event.reply` may offer, whatever the command. */
interface AnyVerdicts {
  ok(): object
  reject?(errCode: number, errMsg: string): object
  rewrite?(changes: object): object
}

function act(behaviour: Behaviour, reply: AnyVerdicts): unknown {
  switch (behaviour.does) {
    case 'nothing':
      return undefined
    case 'ok':
      return reply.ok()
    case 'throw':
      throw new Error('the handler broke')
    case 'hang':
      return new Promise(() => {})
    case 'refuse':
      return refuse(behaviour, reply)
    case 'rewrite':
      return reply.rewrite?.(behaviour.changes)
    case 'mistake':
      return reply.rewrite?.(behaviour.changes as object)
    case 'answer':
      return behaviour.garbage
  }
}

/** With the builder, or with a literal as servers of today take it. */
function refuse({ errCode, errMsg, isLiteral }: Refusing, reply: AnyVerdicts): object | undefined {
  return isLiteral ? { actionCode: 0, errCode, errMsg, nextCode: 1 } : reply.reject?.(errCode, errMsg)
}
