import { memoryDedupe } from '@im-callback/core'
import { dedupeConformance } from '@im-callback/testing/conformance'

dedupeConformance({
  name: 'memoryDedupe',
  shared: false,
  createStore: async () => ({
    open: (options) => ({ store: memoryDedupe(options) }),
    dispose: async () => undefined,
  }),
})
