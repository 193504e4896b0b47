import { appendFile, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { CallbackEvent } from '@im-callback/core'

/** Appends one line of JSON per event to a file. An event whose line cannot be written fails, and is tried again. */
export function archiveTo(file: string): (event: CallbackEvent<string, unknown>) => Promise<void> {
  return async ({ id, command, receivedAt, body }) => {
    const line = JSON.stringify({ id, command, receivedAt: new Date(receivedAt).toISOString(), body })
    await mkdir(dirname(file), { recursive: true })
    await appendFile(file, `${line}\n`)
  }
}
