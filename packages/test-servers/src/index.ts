export { type ForkOptions, forkSource } from './fork-source.js'
export { describeWithRedis } from './redis/describe.js'
export { type RedisServer, type StartRedis, startRedis } from './redis/server.js'
