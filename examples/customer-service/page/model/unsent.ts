import type { Other } from './side.js'

/** A message without an ACK. */
interface UnsentMessage {
  readonly uuid: string
  readonly text: string
  readonly to: Other
}

/** Messages that have no ACK yet outlive the page: the next one sends them again, and the server knows the uuid. */
export interface Unsent {
  all(): readonly UnsentMessage[]
  add(message: UnsentMessage): void
  remove(uuid: string | undefined): void
}

/** The part of `localStorage` that is needed. */
export interface TextStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

/** Kept under one key of a browser's storage. */
export function storedUnsent(storage: TextStorage, key: string): Unsent {
  const read = () => parse(storage.getItem(key))
  const write = (messages: readonly UnsentMessage[]) =>
    // JSON has no bigint.
    storage.setItem(
      key,
      JSON.stringify(messages, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    )
  return {
    all: read,
    add: (message) => write([...read(), message]),
    remove(uuid) {
      const messages = read()
      const left = messages.filter((message) => message.uuid !== uuid)
      if (left.length < messages.length) write(left)
    },
  }
}

function parse(text: string | null): readonly UnsentMessage[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(value) ? value.map(revive) : []
  } catch {
    // Written by another version, or by hand.
    return []
  }
}

function revive({ uuid, text, to }: UnsentMessage): UnsentMessage {
  const { key, customerAppId, customerId, storeId } = to
  return {
    uuid: String(uuid),
    text: String(text),
    to: {
      key: String(key),
      customerAppId: BigInt(customerAppId),
      customerId: BigInt(customerId),
      storeId: BigInt(storeId),
    },
  }
}
