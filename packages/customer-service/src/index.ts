export { type AssignmentMode, type AssignSellersOptions, assignSellers } from './assignment/assign-sellers.js'
export type { SellerMemory } from './assignment/last-sellers.js'
export type { SellersOf } from './assignment/sellers-of.js'
export { type RedisTokensOptions, redisTokens } from './authenticators/redis-tokens.js'
export { staticTokens, type TokenOwner, tokensBy } from './authenticators/static-tokens.js'
export {
  type CustomerAfterSendMessageRequest,
  type CustomerBeforeSendMessageRequest,
  type CustomerCommands,
  type CustomerMessage,
  customerCommands,
} from './callbacks/commands.js'
export { customer } from './callbacks/customer.js'
export type { CustomerCallbacks } from './callbacks/judges.js'
export { type AckStatus, ackStatus } from './domain/status.js'
export type { Int64, User, UserLike } from './domain/user.js'
export { createGateway, type Gateway, type GatewayAddresses, type GatewayStats } from './gateway/gateway.js'
export type { GatewayLimits } from './gateway/limits.js'
export type { GatewayOptions, TcpOptions, WebSocketOptions } from './gateway/options.js'
export type { PostedMessage, PostReceipt } from './gateway/post.js'
export type { Authenticator, Login, LoginRequest } from './ports/authenticator.js'
export type {
  Delivered,
  MessageStore,
  NewMessage,
  Page,
  PageLimits,
  Receipt,
  StoredMessage,
} from './ports/message-store.js'
export type { OfflineMessage, PushSink } from './ports/push-sink.js'
export type { Delivery, Leave, Listener, PushedMessage, Router } from './ports/router.js'
export type { Assigned, AssignmentRequest, SellerAssignment } from './ports/seller-assignment.js'
export { pushTo } from './push/push-to.js'
export { type RedisPushListsOptions, redisPushLists } from './push/redis-push-lists.js'
export type { RedisClient, RedisPubSubClient, RedisSubscriber } from './redis/client.js'
export { localRouter } from './routers/local-router.js'
export { type RedisRouterOptions, redisRouter } from './routers/redis-router.js'
export { memoryStore } from './stores/memory.js'
export type { PostgresClient, PostgresPool, PostgresResult } from './stores/postgres/pool.js'
export { type PostgresStoreOptions, postgresStore } from './stores/postgres/store.js'
export type { SqliteConnection, SqliteDriver, SqliteStatement, SqliteValue } from './stores/sqlite/driver.js'
export type { Durability } from './stores/sqlite/open.js'
export { type SqliteStoreOptions, sqliteStore } from './stores/sqlite/store.js'
export type { Position } from './wire/bodies.js'
export type { MessageCommand } from './wire/commands.js'
export type { DirectMessage, StoreMessage, WireMessage } from './wire/message-body.js'
