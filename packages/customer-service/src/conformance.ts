export { type AuthenticatorUnderTest, authenticatorConformance } from './conformance/authenticator.js'
export { messageStoreConformance, type StoreUnderTest } from './conformance/message-store.js'
export { type PushSinkUnderTest, pushSinkConformance, type TakenMessage } from './conformance/push-sink.js'
export { type RouterUnderTest, routerConformance } from './conformance/router.js'
