/**
 * For authors of queues and dedupe stores: what implementations of the ports have in common. Apps need the root entry
 * only.
 *
 * @packageDocumentation
 */
export type { DedupeStore } from './dedupe/dedupe.js'
export { CallbackError } from './errors.js'
export { type Logger, safeLogger } from './logger.js'
export { checkOptionNames } from './nearest.js'
export {
  type DeadLetter,
  type DeadLetterPage,
  type DeadLetters,
  errorText,
  notReplayable,
} from './queue/dead-letters.js'
export { alreadyConsumed, atLeastOne, closedQueue } from './queue/for-authors.js'
export { type CallbackJob, readJob } from './queue/job.js'
export type { CallbackQueue, CloseOptions, ConsumerStats, ProcessJob, QueueStats } from './queue/queue.js'
export { type RetryOptions, type RetryPolicy, retryDelay, retryPolicy } from './queue/retry.js'
export { Slots } from './queue/slots.js'
export { type Clock, systemTimers, type Timers } from './time.js'
