import { appendFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { CallbackEvent } from '@im-callback/core'

/**
 * Appends one line of JSON per event to the file of its day. What cannot be written fails, and is tried again. A crash
 * between writing and telling the queue makes a second line of the same `id`: readers take one of each.
 */
export function archiveTo(folder: string): (event: CallbackEvent<string, unknown>) => Promise<void> {
  return async ({ id, command, receivedAt, body }) => {
    const time = new Date(receivedAt).toISOString()
    await mkdir(folder, { recursive: true })
    await appendFile(
      join(folder, `${time.slice(0, 10)}.jsonl`),
      `${JSON.stringify({ id, command, time, body })}\n`,
    )
  }
}
