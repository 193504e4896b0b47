export { type NodeRequest, nodeBody } from './node/body.js'
export { createNodeHandler, pathOf, type Receiver } from './node/handler.js'
export { closeServer, type ShutdownOptions, setServerTimeouts, shutdownOnSignal } from './node/shutdown.js'
export { discardRest, writeReply } from './node/write-reply.js'
