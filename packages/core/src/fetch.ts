export { createFetchHandler } from './fetch/handler.js'
