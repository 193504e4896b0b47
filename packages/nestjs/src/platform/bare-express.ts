import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { HttpServer } from '@nestjs/common'

type Listener = (req: IncomingMessage, res: ServerResponse) => void

/** Answers a request, or says that it is not its own. */
type Attempt = (req: IncomingMessage, res: ServerResponse) => boolean

const attempts = new WeakMap<Server, Attempt[]>()

const parsers = ['jsonParser', 'urlencodedParser']

/**
 * Answers requests before Express gets them, where nothing in Express would see them but body parsers that are to
 * leave them alone anyway: that costs a third. Answers whether it could be arranged.
 */
export function answerBeforeExpress(adapter: HttpServer, attempt: Attempt): boolean {
  const app: unknown = adapter.getInstance()
  const server: Server = adapter.getHttpServer()
  if (!isListener(app) || !isBare(app)) return false
  const known = attempts.get(server)
  const guarded: Attempt = (req, res) => !hasHooks(adapter) && attempt(req, res)
  if (known !== undefined) return known.push(guarded) > 0
  // Something else has put itself before Express, such as a WebSocket server: it stays where it is.
  if (!server.listeners('request').includes(app)) return false
  const all = [guarded]
  attempts.set(server, all)
  server.off('request', app)
  server.on('request', (req, res) => {
    if (!all.some((each) => each(req, res))) app(req, res)
  })
  return true
}

/** Whether Express holds nothing yet but Nest's own layers. Whatever cannot be made out counts as something. */
function isBare(app: object): boolean {
  const stack = layersOf(app)
  const strange = stack?.filter((handle) => !parsers.includes(handle.name)) ?? []
  return stack !== undefined && strange.length <= 1 && strange.every(isHookLayer)
}

/** The layer in which Nest runs its request and response hooks, if there are any: see `hasHooks`. */
function isHookLayer(handle: Listener): boolean {
  return handle.name === '' && handle.toString().includes('onRequestHook')
}

function hasHooks(adapter: HttpServer): boolean {
  return (
    Reflect.get(adapter, 'onRequestHook') !== undefined ||
    Reflect.get(adapter, 'onResponseHook') !== undefined
  )
}

function layersOf(app: object): Listener[] | undefined {
  const router: unknown = Reflect.get(app, 'router')
  const stack: unknown = typeof router === 'function' ? Reflect.get(router, 'stack') : undefined
  if (!Array.isArray(stack)) return undefined
  const handles = stack.map((layer: object) => Reflect.get(layer, 'handle'))
  return handles.every(isListener) ? handles : undefined
}

function isListener(value: unknown): value is Listener {
  return typeof value === 'function'
}
