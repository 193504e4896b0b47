import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new folder, and the path of the file that is to be in it. */
export function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'im-callback-sqlite-'))
  return {
    folder,
    file: join(folder, 'queue.sqlite'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
