import { parseLossless } from '@im-callback/core'
import type { RestAnswer } from '../types/answer.js'

/** Most an answer may have; the longest lists of the platform stay far below. */
const longestAnswer = 16 << 20

/** The text of an answer, or undefined when it is longer than any of the platform's. */
export async function readText(response: Response): Promise<string | undefined> {
  const length = Number(response.headers.get('content-length') ?? Number.NaN)
  const isPlain = response.headers.get('content-encoding') === null
  // The length that was declared is the length that comes, unless it is that of something packed.
  if (isPlain && length <= longestAnswer) return response.text()
  return readCounted(response)
}

async function readCounted(response: Response): Promise<string | undefined> {
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  const decoder = new TextDecoder()
  let text = ''
  for (let size = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.length
    if (size > longestAnswer) {
      await reader.cancel().catch(() => undefined)
      return undefined
    }
    text += decoder.decode(value, { stream: true })
  }
}

/**
 * An answer of the platform, every field kept, or undefined when the text is none. A few old endpoints leave
 * `ActionStatus` out, so the code decides; FAIL without a code is a failure as well.
 */
export function parseAnswer(text: string): RestAnswer | undefined {
  let value: unknown
  try {
    value = parseLossless(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { ErrorCode, ErrorInfo, ActionStatus } = value as Partial<Record<keyof RestAnswer, unknown>>
  if (typeof ErrorCode !== 'number' && typeof ActionStatus !== 'string') return undefined
  const code = typeof ErrorCode === 'number' ? ErrorCode : 0
  return Object.assign(value, {
    ActionStatus: typeof ActionStatus === 'string' ? ActionStatus : code === 0 ? 'OK' : 'FAIL',
    ErrorCode: code,
    ErrorInfo: typeof ErrorInfo === 'string' ? ErrorInfo : '',
  })
}

/** Whether the platform did what it was asked; `SomeError` is a yes with exceptions. */
export function isSuccess({ ActionStatus, ErrorCode }: RestAnswer): boolean {
  return ErrorCode === 0 && ActionStatus !== 'FAIL'
}
