import { describeNeeding } from '../needing.js'
import { postgresProgram } from './programs.js'

/** A `describe` for tests that start a PostgreSQL: see {@link describeNeeding}. */
export function describeWithPostgres(name: string, body: () => void): void {
  describeNeeding(postgresProgram('postgres'), name, body)
}
