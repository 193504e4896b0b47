export type { ImportedAs } from './c2c/bodies.js'
export type { HistoryQuery, PullOptions } from './c2c/history.js'
export type {
  AccountError,
  HistoryMessage,
  MessagePage,
  SentMessage,
  SentMessages,
  UnreadMessages,
} from './c2c/results.js'
export type { AnyMessage, ImportOptions } from './c2c/send.js'
export type { ReadOptions } from './c2c/state.js'
export type { CallOptions } from './client/call.js'
export type { RateLimitOptions, TencentRestOptions } from './client/options.js'
export type { RestRetryOptions } from './client/retry.js'
export { TencentRest } from './client/tencent-rest.js'
export {
  CallerError,
  ConfigurationError,
  InvalidResponseError,
  RateLimitedError,
  RefusedError,
  TransientError,
  UserSigError,
} from './errors/classes.js'
export type { RestErrorKind } from './errors/kinds.js'
export { RestError, type RestFailure } from './errors/rest-error.js'
export * from './generated/index.js'
export type { ForbidCallback, MessageFields, MessageIdentity, SendControl } from './message/fields.js'
export { Message } from './message/message.js'
export type { RestAnswer } from './types/answer.js'
export type { Repeat, RestEndpointInfo } from './types/endpoint-info.js'
export type { Sign } from './usersig/current.js'
export { type RoomAccess, RoomPrivilege } from './usersig/room.js'
export {
  type ExpectedSig,
  type SignOptions,
  UserSig,
  type UserSigOptions,
  type VerifiedSig,
} from './usersig/usersig.js'
