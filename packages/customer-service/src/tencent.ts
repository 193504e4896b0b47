export type { AccountMap } from './tencent/accounts/account-map.js'
export { numberedAccounts } from './tencent/accounts/numbered-accounts.js'
export { type PostgresAccountsOptions, postgresAccounts } from './tencent/accounts/postgres-accounts.js'
export {
  type SqliteAccounts,
  type SqliteAccountsOptions,
  sqliteAccounts,
} from './tencent/accounts/sqlite-accounts.js'
export type { StoredMessageEvent } from './tencent/answer.js'
export { bridgeTencent, type TencentBridge } from './tencent/bridge.js'
export type { BridgedContent } from './tencent/content.js'
export type { Undelivered } from './tencent/notice.js'
export type { BridgeOptions, BridgeRoute, CallbackRoutes } from './tencent/options.js'
export type { TencentMessageEvent } from './tencent/relay.js'
export type { AnswerFields, AnswerSender } from './tencent/rest.js'
export type { SupportAccount } from './tencent/support-accounts.js'
