export {
  type Client,
  type ClientEvents,
  createClient,
  type ToCustomer,
  type ToSupport,
  type ToUser,
} from './client/client.js'
export type { Content } from './client/content.js'
export type { ClientState } from './client/link.js'
export type { ReceivedMessage } from './client/message.js'
export type { ClientOptions, KeyStorage } from './client/options.js'
export { SendError } from './client/send-error.js'
export type { SentReceipt } from './client/sender.js'
export type { ClientConnection, Connect, ConnectionEvents } from './client/transport.js'
export type { WebSocketClass, WebSocketLike } from './client/websocket.js'
export type { AckStatus } from './domain/status.js'
export type { Int64, User, UserLike } from './domain/user.js'
export type { Frame } from './wire/frame.js'
export type { DirectMessage, StoreMessage, WireMessage } from './wire/message-body.js'
