import { MemoryQueue } from '@im-callback/core'
import { queueConformance } from '@im-callback/testing/conformance'

queueConformance({
  name: 'MemoryQueue',
  durable: false,
  createStore: async () => ({
    open: ({ logger, ...options }) => new MemoryQueue(options),
    dispose: async () => undefined,
  }),
})
