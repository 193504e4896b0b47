import { fileURLToPath } from 'node:url'

/** Where the archive is, and the queue's file: `ARCHIVE`, or `data` in this example's folder. */
export const folder = process.env.ARCHIVE ?? fileURLToPath(new URL('../data', import.meta.url))

/** A Redis instead of the file, for web and workers on several machines. */
export const redisUrl = process.env.IM_REDIS_URL
