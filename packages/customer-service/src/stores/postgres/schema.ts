import { shown } from '../../options/check.js'
import { textIn } from '../row.js'
import { type PostgresPool, transaction } from './pool.js'

/** Any number, the same for all nodes: two that start at once must not both create the tables. */
const lockNumber = 0x696d6373

/** Tables that belong together. */
export interface Tables {
  /** The table that has their version; one schema may have several. */
  readonly version: string
  /** The statements that lead from one version to the next. What is here was released: append, never change. */
  readonly versions: readonly (readonly string[])[]
}

/** The tables are those of the SQLite store. */
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

export const messageTables: Tables = { version: 'version', versions }

/**
 * Makes the schema and the tables, or brings them to the newest version.
 *
 * @throws Error when they are of a version that is newer than this
 */
export async function migrate(pool: PostgresPool, schema: string, tables: Tables): Promise<void> {
  const { version: table, versions } = tables
  await transaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockNumber])
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`, [])
    await client.query(`SET LOCAL search_path TO ${schema}`, [])
    await client.query(`CREATE TABLE IF NOT EXISTS ${table} (number integer NOT NULL)`, [])
    const { rows } = await client.query(`SELECT coalesce(max(number), 0)::text AS number FROM ${table}`, [])
    const version = Number(textIn(rows[0], 'number'))
    if (version > versions.length) {
      throw new Error(
        `The tables in ${schema} have version ${version}, and this version of the package knows ${versions.length}: ` +
          'update @im-callback/customer-service.',
      )
    }
    for (const statement of versions.slice(version).flat()) await client.query(statement, [])
    if (version < versions.length) {
      await client.query(`INSERT INTO ${table} VALUES ($1)`, [versions.length])
    }
  })
}

/** @throws TypeError when a name cannot stand in SQL as it is */
export function checkSchemaName(what: string, schema: string): void {
  if (/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) return
  throw new TypeError(`${what}: schema is ${shown(schema)}; give small letters, digits and underscores.`)
}
