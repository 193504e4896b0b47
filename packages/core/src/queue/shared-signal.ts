import { builtin } from '../builtin.js'

const events = builtin<{ setMaxListeners?: (limit: number, target: EventTarget) => void }>('node:events')

/** The signal that all jobs of a queue share. Each may listen: Node warns of a leak at the eleventh otherwise. */
export function sharedSignal(): AbortController {
  const controller = new AbortController()
  events?.setMaxListeners?.(0, controller.signal)
  return controller
}
