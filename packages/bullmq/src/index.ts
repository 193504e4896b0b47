export { BullMqQueue } from './bullmq-queue.js'
export type { BullMqQueueOptions } from './options.js'
export type { RedisClient } from './redis/client.js'
