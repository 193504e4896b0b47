import { atLeast, type Target } from '../report/target.js'

/** An adapter, and the two servers that are compared for it: `servers/<name>-hand-written` and `-im-callback`. */
export interface Adapter {
  readonly name: string
  readonly title: string
  /** For processor time per request, hand-written ÷ ours. */
  readonly target: Target
}

export const adapters: readonly Adapter[] = [
  { name: 'express', title: 'Express', target: atLeast(1.35) },
  { name: 'koa', title: 'Koa', target: atLeast(1.15) },
  { name: 'hono', title: 'Hono', target: atLeast(0.95) },
  { name: 'node', title: 'node:http', target: atLeast(0.9) },
  { name: 'fastify', title: 'Fastify', target: atLeast(0.95) },
  { name: 'nest-express', title: 'Nest on Express', target: atLeast(1.4) },
  { name: 'nest-middleware', title: 'Nest on Express, with middleware', target: atLeast(1.4) },
  { name: 'nest-fastify', title: 'Nest on Fastify', target: atLeast(0.95) },
]
