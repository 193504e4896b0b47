/** What is needed of a pool of `pg`: `new Pool({ connectionString })`. */
export interface PostgresPool {
  connect(): Promise<PostgresClient>
  query(text: string, values: unknown[]): Promise<PostgresResult>
}

/** A connection out of the pool. */
export interface PostgresClient {
  query(text: string, values: unknown[]): Promise<PostgresResult>
  /** `true` takes the connection out of the pool: it is not known what state it is in. */
  release(destroy?: boolean): void
}

export interface PostgresResult {
  readonly rows: readonly unknown[]
}

/** Runs statements in one transaction, and takes them back when one fails. */
export async function transaction<T>(
  pool: PostgresPool,
  work: (client: PostgresClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN', [])
    const result = await work(client)
    await client.query('COMMIT', [])
    client.release()
    return result
  } catch (error) {
    await client.query('ROLLBACK', []).then(
      () => client.release(),
      () => client.release(true),
    )
    throw error
  }
}

/** The five letters PostgreSQL names an error with; undefined when something else went wrong. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
