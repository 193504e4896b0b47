import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MessageStore, sqliteStore } from '@im-callback/customer-service'
import { messageStoreConformance } from '@im-callback/customer-service/conformance'

const folder = mkdtempSync(join(tmpdir(), 'im-callback-store-'))
const files = new Map<MessageStore, string>()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function open(file: string): Promise<MessageStore> {
  const store = await sqliteStore({ file })
  files.set(store, file)
  return store
}

messageStoreConformance({
  name: 'sqlite',
  open: () => open(join(folder, `${files.size}.db`)),
  reopen: (first) => open(files.get(first) ?? ''),
})
