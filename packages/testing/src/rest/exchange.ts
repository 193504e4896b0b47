import type { IncomingMessage, ServerResponse } from 'node:http'
import { writeReply } from '@im-callback/core/node'

/** Largest request that is read, in bytes. */
const mostBytes = 1 << 20

/** The text of a request; undefined when it is too large. Rejects when the connection ends before. */
export async function readText(req: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > mostBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** An answer as it goes out. */
export interface RestAnswer {
  readonly status: number
  readonly type: string
  readonly text: string
}

export const jsonAnswer = (body: object): RestAnswer => ({
  status: 200,
  type: 'application/json; charset=utf-8',
  text: JSON.stringify(body),
})

export const textAnswer = (status: number, text: string): RestAnswer => ({
  status,
  type: 'text/html; charset=utf-8',
  text,
})

export function writeAnswer(
  req: IncomingMessage,
  res: ServerResponse,
  { status, type, text }: RestAnswer,
): void {
  writeReply(req, res, { status, headers: { 'content-type': type }, body: text })
}
