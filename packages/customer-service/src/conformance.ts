export { messageStoreConformance, type StoreUnderTest } from './conformance/message-store.js'
