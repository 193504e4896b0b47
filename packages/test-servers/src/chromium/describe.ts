import { describeNeeding } from '../needing.js'
import { chromiumProgram } from './program.js'

/** A `describe` for tests that start a browser: see {@link describeNeeding}. */
export function describeWithChromium(name: string, body: () => void): void {
  describeNeeding(chromiumProgram(), name, body)
}
