/** What is needed of a pool of `pg`: `new Pool({ connectionString })`. */
export interface PostgresPool {
  connect(): Promise<PostgresClient>
  query(text: string, values: unknown[]): Promise<PostgresResult>
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'acquire', listener: (client: PostgresClient) => void): unknown
}

/** A connection out of the pool. */
export interface PostgresClient {
  query(text: string, values: unknown[]): Promise<PostgresResult>
  /** `true` takes the connection out of the pool: it is not known what state it is in. */
  release(destroy?: boolean): void
  on(event: 'error', listener: (error: Error) => void): unknown
  off(event: 'error', listener: (error: Error) => void): unknown
}

const heard = () => undefined

const watched = new WeakSet<PostgresPool>()

/**
 * A server that goes says so on every connection, and the pool says so of idle ones; without a listener either would end the
 * process. The pool opens other connections when they are wanted. It hands one out with no listener of its own while more of
 * what the server has sent is being read: too late for one that is added by whoever gets it.
 */
export function watch(pool: PostgresPool): void {
  if (watched.has(pool)) return
  watched.add(pool)
  pool.on('error', heard)
  pool.on('acquire', (client) => {
    client.off('error', heard)
    client.on('error', heard)
  })
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
    // Whatever the server's default is: who waits for a row of a queue wants what it holds then, and not an error.
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED', [])
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
