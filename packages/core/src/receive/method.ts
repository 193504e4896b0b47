import { CallbackError } from '../errors.js'

/** Stage 1: callbacks are POST requests. */
export function method(name: string): void {
  if (name === 'POST') return
  throw new CallbackError('method_not_allowed', 'Callbacks are sent with POST.')
}
