import { MemoryQueue } from '@im-callback/core'
import { requestsPerRound } from './requests.js'
import { serveAsync } from './server.js'

serveAsync(new MemoryQueue({ capacity: requestsPerRound }))
