import { type PostgresPool, transaction } from './pool.js'
import { textIn } from './row.js'

/** Any number, the same for all nodes: two that start at once must not both create the tables. */
const lockNumber = 0x696d6373

/**
 * The statements that lead from one version of the tables to the next. What is here was released: append, never change.
 * The tables are those of the SQLite store.
 */
const versions = [
  [
    `CREATE TABLE message (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      sender_app bigint NOT NULL,
      sender bigint NOT NULL,
      key text NOT NULL,
      device text NOT NULL,
      command smallint NOT NULL,
      receipt text NOT NULL,
      body bytea NOT NULL,
      UNIQUE (sender_app, sender, key)
    )`,
    `CREATE TABLE entry (
      app_id bigint NOT NULL,
      uid bigint NOT NULL,
      msgid bigint NOT NULL,
      message bigint NOT NULL,
      PRIMARY KEY (app_id, uid, msgid)
    )`,
    `CREATE TABLE queue (
      app_id bigint NOT NULL,
      uid bigint NOT NULL,
      newest bigint NOT NULL,
      PRIMARY KEY (app_id, uid)
    )`,
    `CREATE TABLE sync_key (
      app_id bigint NOT NULL,
      uid bigint NOT NULL,
      device text NOT NULL,
      key bigint NOT NULL,
      PRIMARY KEY (app_id, uid, device)
    )`,
  ],
]

/**
 * Makes the schema and its tables, or brings them to the newest version.
 *
 * @throws Error when they are of a version that is newer than this
 */
export async function migrate(pool: PostgresPool, schema: string): Promise<void> {
  await transaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockNumber])
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`, [])
    await client.query(`SET LOCAL search_path TO ${schema}`, [])
    await client.query('CREATE TABLE IF NOT EXISTS version (number integer NOT NULL)', [])
    const { rows } = await client.query('SELECT coalesce(max(number), 0)::text AS number FROM version', [])
    const version = Number(textIn(rows[0], 'number'))
    if (version > versions.length) {
      throw new Error(
        `The tables in ${schema} have version ${version}, and this version of the package knows ${versions.length}: ` +
          'update @im-callback/customer-service.',
      )
    }
    for (const statement of versions.slice(version).flat()) await client.query(statement, [])
    if (version < versions.length) {
      await client.query('INSERT INTO version VALUES ($1)', [versions.length])
    }
  })
}
