import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SqliteQueue } from '@im-callback/sqlite'
import { serveAsync } from './server.js'

const folder = mkdtempSync(join(tmpdir(), 'im-callback-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
serveAsync(new SqliteQueue({ file: join(folder, 'queue.sqlite') }))
