export { createFetchHandler, type FetchOptions } from './fetch/handler.js'
