import type { User } from '../../domain/user.js'
import type { NewMessage, Page, PageLimits, Receipt } from '../../ports/message-store.js'
import { lastWithin, toStored } from '../page-rows.js'
import { positionOf, readReceipt, writeReceipt } from '../receipt-text.js'
import { bigintIn, textIn } from '../row.js'
import type { SqliteConnection, SqliteStatement } from './driver.js'

/** Everything the store asks of its file, prepared once. */
export class Tables {
  readonly #receipt: SqliteStatement
  readonly #next: SqliteStatement
  readonly #addMessage: SqliteStatement
  readonly #addEntry: SqliteStatement
  readonly #newest: SqliteStatement
  readonly #sizes: SqliteStatement
  readonly #range: SqliteStatement
  readonly #syncKey: SqliteStatement
  readonly #saveSyncKey: SqliteStatement

  constructor(db: SqliteConnection) {
    const prepare = (sql: string) => {
      const statement = db.prepare(sql)
      statement.setReadBigInts(true)
      return statement
    }
    this.#receipt = prepare('SELECT receipt FROM message WHERE sender_app = ? AND sender = ? AND key = ?')
    this.#next = prepare(
      'INSERT INTO queue VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET newest = newest + 1 RETURNING newest',
    )
    this.#addMessage = prepare(
      'INSERT INTO message (sender_app, sender, key, device, command, receipt, body) ' +
        'VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id',
    )
    this.#addEntry = prepare('INSERT INTO entry VALUES (?, ?, ?, ?)')
    this.#newest = prepare('SELECT newest FROM queue WHERE app_id = ? AND uid = ?')
    this.#sizes = prepare(
      'SELECT msgid, length(body) AS size FROM entry JOIN message ON id = message ' +
        'WHERE app_id = ? AND uid = ? AND msgid > ? ORDER BY msgid LIMIT ?',
    )
    this.#range = prepare(
      'SELECT msgid, sender_app, sender, device, command, body FROM entry JOIN message ON id = message ' +
        'WHERE app_id = ? AND uid = ? AND msgid > ? AND msgid <= ? ORDER BY msgid',
    )
    this.#syncKey = prepare('SELECT key FROM sync_key WHERE app_id = ? AND uid = ? AND device = ?')
    this.#saveSyncKey = prepare(
      'INSERT INTO sync_key VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET key = max(key, excluded.key)',
    )
  }

  /** Inside a transaction: all of it, or the receipt of the first time. */
  append(message: NewMessage): Receipt {
    const { sender, device, key, command, body, recipients } = message
    const known = this.find(sender, key)
    if (known !== undefined) return known
    const received = recipients.map((recipient) => ({ recipient, position: this.#advance(recipient) }))
    const sent = this.#advance(sender)
    const receipt = writeReceipt({ sent, received }, sender)
    const row = this.#addMessage.get(sender.appId, sender.uid, key, device, command, receipt, body)
    const id = bigintIn(row, 'id')
    for (const { recipient, position } of received) {
      this.#addEntry.run(recipient.appId, recipient.uid, position.msgid, id)
    }
    this.#addEntry.run(sender.appId, sender.uid, sent.msgid, id)
    return { isRepeat: false, sent, received }
  }

  find({ appId, uid }: User, key: string): Receipt | undefined {
    const row = this.#receipt.get(appId, uid, key)
    return row === undefined ? undefined : readReceipt(textIn(row, 'receipt'))
  }

  page({ appId, uid }: User, after: bigint, limits: PageLimits): Page {
    const newest = this.newest({ appId, uid })
    const sizes = this.#sizes.all(appId, uid, after, limits.count + 1)
    const last = lastWithin(sizes, limits)
    const rows = last === undefined ? [] : this.#range.all(appId, uid, after, last)
    return { messages: Array.from(rows, toStored), hasMore: rows.length < sizes.length, newest }
  }

  newest({ appId, uid }: User): bigint {
    const row = this.#newest.get(appId, uid)
    return row === undefined ? 0n : bigintIn(row, 'newest')
  }

  syncKey({ appId, uid }: User, device: string): bigint {
    const row = this.#syncKey.get(appId, uid, device)
    return row === undefined ? 0n : bigintIn(row, 'key')
  }

  saveSyncKey({ appId, uid }: User, device: string, key: bigint): void {
    this.#saveSyncKey.run(appId, uid, device, key)
  }

  #advance({ appId, uid }: User): Receipt['sent'] {
    return positionOf(bigintIn(this.#next.get(appId, uid), 'newest'))
  }
}
