import { describeNeeding } from '../needing.js'

/** A `describe` for tests that start a Redis: see {@link describeNeeding}. */
export function describeWithRedis(name: string, body: () => void): void {
  describeNeeding('redis-server', name, body)
}
