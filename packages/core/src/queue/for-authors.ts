import { CallbackError } from '../errors.js'

/** What `enqueue` rejects with once the queue is closed, and why its jobs' signals abort. */
export const closedQueue = (): CallbackError => new CallbackError('queue_unavailable', 'The queue is closed.')

/** What a second `consume` throws. */
export const alreadyConsumed = (): Error =>
  new Error('This queue has a consumer: give each CallbackHandler a queue of its own.')

/** `concurrency` as the original Go library takes it: what is below 1 is 1. */
export const atLeastOne = (count: number): number => Math.max(1, Math.floor(count) || 1)
