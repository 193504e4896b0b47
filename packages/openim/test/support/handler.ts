import { CallbackHandler, type CallbackReply, type HandlerOptions } from '@im-callback/core'
import { type OpenImCommands, type OpenImOptions, openim } from '@im-callback/openim'

export const silent = { warn() {}, error() {} }

/** A handler that says nothing, and for which every request has the secret it wants: none. */
export function handlerOf(
  protocol: OpenImOptions = {},
  options: Omit<HandlerOptions<OpenImCommands>, 'protocol'> = {},
): CallbackHandler<OpenImCommands> {
  return new CallbackHandler({
    protocol: openim({ authenticate: () => true, ...protocol }),
    logger: silent,
    ...options,
  })
}

type Body = object | string

/** Sends a body to a path, as OpenIM does. */
export function post(im: CallbackHandler<OpenImCommands>, url: string, body: Body, headers = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return im.receive({ method: 'POST', url, headers, body: text })
}

/** What an answer says. */
export const said = ({ body }: CallbackReply): unknown => JSON.parse(body)

export const goOn = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 }
