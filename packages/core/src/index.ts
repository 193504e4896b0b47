export { checkAdapter, type Receiver } from './adapter.js'
export type { DedupeStore } from './dedupe/dedupe.js'
export { type MemoryDedupeOptions, memoryDedupe } from './dedupe/memory.js'
export { warnOnce } from './environment.js'
export { CallbackError, type CallbackErrorCode, errorTable } from './errors.js'
export type { AnyEvent, AnyReply, CallbackEvent, EventOf, ReplyOf, Returned } from './event/event.js'
export { fingerprint } from './fingerprint.js'
export { CallbackHandler, type CommandOf } from './handler/callback-handler.js'
export {
  before,
  createEvent,
  defaultHandler,
  fallback,
  handle,
  off,
  on,
  use,
} from './handler/default-handler.js'
export type { ErrorAnswer, HandlerOptions, Hooks } from './handler/options.js'
export type { BeforeHook, Fallback, Handle, Middleware, Route } from './handler/routes.js'
export { parseLossless } from './json/lossless.js'
export type { Logger } from './logger.js'
export { checkOptionNames, nearest } from './nearest.js'
export type {
  App,
  AuthenticationRequest,
  CommandDescription,
  CommandMap,
  EventFacts,
  FailedRequest,
  OutcomePolicy,
  Protocol,
  URLParams,
} from './protocol.js'
export type { DeadLetter, DeadLetterPage, DeadLetters } from './queue/dead-letters.js'
export type { CallbackJob } from './queue/job.js'
export { MemoryQueue, type MemoryQueueOptions } from './queue/memory-queue.js'
export type { CallbackQueue, CloseOptions, ConsumerStats, ProcessJob, QueueStats } from './queue/queue.js'
export type { RetryOptions } from './queue/retry.js'
export { type BodySource, pickBody } from './receive/body.js'
export type { Query } from './receive/params.js'
export type { JsonObject } from './receive/parse.js'
export type {
  CallbackReply,
  CallbackRequest,
  HeaderBag,
  HeaderSource,
  LazyBody,
  RequestBody,
  WebHeaders,
} from './request.js'
export { header } from './request.js'
export type { Apps } from './tencent/apps.js'
export * from './tencent/generated/index.js'
export { tencentSign } from './tencent/signature.js'
export { type TencentOptions, tencent } from './tencent/tencent.js'
export type { Clock, Timers } from './time.js'
