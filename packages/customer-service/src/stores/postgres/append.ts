import { type User, userKey } from '../../domain/user.js'
import type { NewMessage, Receipt } from '../../ports/message-store.js'
import { positionOf, readReceipt, writeReceipt } from '../receipt-text.js'
import { bigintIn, textIn } from '../row.js'
import type { PostgresClient } from './pool.js'

/**
 * Stores messages inside a transaction, and answers their receipts in the same order. The rows of queues are locked in
 * one order by everybody, and until the commit: so there are no deadlocks, and a msgid that can be read is never followed
 * by a smaller one.
 */
export async function appendAll(
  client: PostgresClient,
  schema: string,
  batch: readonly NewMessage[],
): Promise<Receipt[]> {
  const receipts = await findAll(client, schema, batch)
  // A batch may have a message and its resend.
  const seen = new Set(receipts.keys())
  const fresh = batch.filter((message) => {
    const isNew = !seen.has(keyOf(message))
    seen.add(keyOf(message))
    return isNew
  })
  if (fresh.length > 0) {
    const newest = await advance(client, schema, fresh)
    for (const message of fresh) receipts.set(keyOf(message), place(newest, message))
    await insert(client, schema, fresh.toSorted(byKey), receipts)
  }
  const told = new Set<string>()
  return batch.map((message) => {
    const key = keyOf(message)
    const receipt = receipts.get(key)
    if (receipt === undefined) throw new TypeError('A message of the batch has no receipt.')
    const isRepeat = receipt.isRepeat || told.has(key)
    told.add(key)
    return { ...receipt, isRepeat }
  })
}

const keyOf = ({ sender, key }: NewMessage): string => `${userKey(sender)}/${key}`

function byKey(one: NewMessage, other: NewMessage): number {
  const [a, b] = [keyOf(one), keyOf(other)]
  return a < b ? -1 : a > b ? 1 : 0
}

async function findAll(
  client: PostgresClient,
  schema: string,
  batch: readonly NewMessage[],
): Promise<Map<string, Receipt>> {
  const { rows } = await client.query(
    `SELECT sender_app::text, sender::text, key, receipt FROM ${schema}.message
     JOIN unnest($1::bigint[], $2::bigint[], $3::text[]) AS wanted (sender_app, sender, key)
     USING (sender_app, sender, key)`,
    [
      batch.map(({ sender }) => String(sender.appId)),
      batch.map(({ sender }) => String(sender.uid)),
      batch.map(({ key }) => key),
    ],
  )
  return new Map(
    rows.map((row) => [
      `${textIn(row, 'sender_app')}:${textIn(row, 'sender')}/${textIn(row, 'key')}`,
      readReceipt(textIn(row, 'receipt')),
    ]),
  )
}

/** Moves all queues on by what they get; answers the msgid each had before. */
async function advance(
  client: PostgresClient,
  schema: string,
  fresh: readonly NewMessage[],
): Promise<Map<string, bigint>> {
  const counts = new Map<string, { user: User; count: number }>()
  for (const { sender, recipients } of fresh) {
    for (const user of [...recipients, sender]) {
      const { count } = counts.get(userKey(user)) ?? { count: 0 }
      counts.set(userKey(user), { user, count: count + 1 })
    }
  }
  const all = [...counts.values()].sort((one, other) => compare(one.user, other.user))
  const { rows } = await client.query(
    `INSERT INTO ${schema}.queue (app_id, uid, newest)
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])
     ON CONFLICT (app_id, uid) DO UPDATE SET newest = queue.newest + excluded.newest
     RETURNING app_id::text, uid::text, newest::text`,
    [
      all.map(({ user }) => String(user.appId)),
      all.map(({ user }) => String(user.uid)),
      all.map(({ count }) => count),
    ],
  )
  return new Map(
    rows.map((row) => {
      const key = `${textIn(row, 'app_id')}:${textIn(row, 'uid')}`
      return [key, bigintIn(row, 'newest') - BigInt(counts.get(key)?.count ?? 0)]
    }),
  )
}

function compare(one: User, other: User): number {
  if (one.appId !== other.appId) return one.appId < other.appId ? -1 : 1
  return one.uid < other.uid ? -1 : one.uid > other.uid ? 1 : 0
}

/** Gives a message its msgids. */
function place(newest: Map<string, bigint>, { sender, recipients }: NewMessage): Receipt {
  const next = (user: User) => {
    const msgid = (newest.get(userKey(user)) ?? 0n) + 1n
    newest.set(userKey(user), msgid)
    return positionOf(msgid)
  }
  const received = recipients.map((recipient) => ({ recipient, position: next(recipient) }))
  return { isRepeat: false, received, sent: next(sender) }
}

/** Bodies once, and an entry in each queue. */
async function insert(
  client: PostgresClient,
  schema: string,
  fresh: readonly NewMessage[],
  receipts: ReadonlyMap<string, Receipt>,
): Promise<void> {
  const placed = fresh.flatMap((message) => {
    const receipt = receipts.get(keyOf(message))
    return receipt === undefined ? [] : [{ message, receipt }]
  })
  const entries = placed.flatMap(({ message, receipt }, index) => [
    ...receipt.received.map(({ recipient, position }) => ({ user: recipient, msgid: position.msgid, index })),
    { user: message.sender, msgid: receipt.sent.msgid, index },
  ])
  await client.query(
    `WITH given AS (
       SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::bytea[])
       WITH ORDINALITY AS given (sender_app, sender, key, device, command, receipt, body, place)
     ), stored AS (
       INSERT INTO ${schema}.message (sender_app, sender, key, device, command, receipt, body)
       SELECT sender_app, sender, key, device, command, receipt, body FROM given ORDER BY place
       RETURNING id, sender_app, sender, key
     )
     INSERT INTO ${schema}.entry (app_id, uid, msgid, message)
     SELECT app_id, uid, msgid, stored.id
     FROM unnest($8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[]) AS entry (app_id, uid, msgid, place)
     JOIN given USING (place) JOIN stored USING (sender_app, sender, key)`,
    [
      placed.map(({ message }) => String(message.sender.appId)),
      placed.map(({ message }) => String(message.sender.uid)),
      placed.map(({ message }) => message.key),
      placed.map(({ message }) => message.device),
      placed.map(({ message }) => message.command),
      placed.map(({ message, receipt }) => writeReceipt(receipt, message.sender)),
      placed.map(({ message: { body } }) => Buffer.from(body.buffer, body.byteOffset, body.byteLength)),
      entries.map(({ user }) => String(user.appId)),
      entries.map(({ user }) => String(user.uid)),
      entries.map(({ msgid }) => String(msgid)),
      entries.map(({ index }) => index + 1),
    ],
  )
}
