import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpServer } from '@nestjs/common'

export type Listener = (req: IncomingMessage, res: ServerResponse) => void
export type Layer = (req: IncomingMessage, res: ServerResponse, next: () => void) => void

const ownLayers = new WeakSet<object>()

/** Adds a layer of ours. */
export function useOwnLayer(adapter: HttpServer, layer: Layer): void {
  ownLayers.add(layer)
  adapter.use(layer)
}

/** Whether Express holds nothing but our layers and Nest's own. Whatever cannot be made out counts as something. */
export function isBare(adapter: HttpServer): boolean {
  const handles = stackOf(adapter)?.map((layer) => Reflect.get(layer, 'handle'))
  if (handles === undefined || !handles.every(isListener)) return false
  const parsers = parserTexts(adapter)
  const strange = handles.filter((each) => !ownLayers.has(each) && !parsers.has(each.toString()))
  return strange.length <= 1 && strange.every(isHookLayer)
}

/** The layers of Express; undefined when it is something else, or looks different inside. */
function stackOf(adapter: HttpServer): object[] | undefined {
  const app: unknown = adapter.getInstance()
  const router: unknown = isListener(app) ? Reflect.get(app, 'router') : undefined
  const stack: unknown = typeof router === 'function' ? Reflect.get(router, 'stack') : undefined
  return Array.isArray(stack) ? stack : undefined
}

/** The layer in which Nest runs its request and response hooks, if there are any. */
function isHookLayer(handle: Listener): boolean {
  return handle.name === '' && handle.toString().includes('onRequestHook')
}

/**
 * What the parsers look like that Nest adds; main.ts may have added its own, made by the same functions. A name says
 * nothing: anyone may call a function `jsonParser`.
 */
function parserTexts(adapter: HttpServer): ReadonlySet<string> {
  const texts = new Set<string>()
  const standIn: HttpServer = Object.create(adapter, {
    use: { value: (parser: unknown) => texts.add(String(parser)) },
    isMiddlewareApplied: { value: () => false },
  })
  standIn.registerParserMiddleware('', false)
  return texts
}

export function isListener(value: unknown): value is Listener {
  return typeof value === 'function'
}
