import { memoryStore } from '@im-callback/customer-service'
import { messageStoreConformance } from '@im-callback/customer-service/conformance'

messageStoreConformance({ name: 'memory', open: async () => memoryStore() })
