import { describeNeeding } from '../needing.js'

/** A `describe` for tests that run a client in Python: see {@link describeNeeding}. */
export function describeWithPython(name: string, body: () => void): void {
  describeNeeding('python3', name, body)
}
