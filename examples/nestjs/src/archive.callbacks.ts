import { appendFile, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { EventOf, TencentCommands } from '@im-callback/core'
import { ImCallback } from '@im-callback/nestjs'
import { Inject, Injectable } from '@nestjs/common'

type Sent = EventOf<TencentCommands, 'C2C.CallbackAfterSendMsg' | 'Group.CallbackAfterSendMsg'>

/** Token of the path of the archive. */
export const ARCHIVE_FILE = 'ARCHIVE_FILE'

/** After a message was sent: answered at once, written from the queue, tried again when that fails. */
@Injectable()
export class ArchiveCallbacks {
  constructor(@Inject(ARCHIVE_FILE) private readonly file: string) {}

  @ImCallback('C2C.CallbackAfterSendMsg', { async: true })
  @ImCallback('Group.CallbackAfterSendMsg', { async: true })
  async store({ id, command, receivedAt, body }: Sent) {
    const line = JSON.stringify({ id, command, receivedAt: new Date(receivedAt).toISOString(), body })
    await mkdir(dirname(this.file), { recursive: true })
    await appendFile(this.file, `${line}\n`)
  }
}
