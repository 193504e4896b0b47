import { CallbackError } from '../errors.js'
import { isTextTooDeep, isValueTooDeep, maxDepth } from '../json/depth.js'
import { parseLossless } from '../json/lossless.js'
import { isBytes } from '../realm.js'
import type { RequestBody } from '../request.js'

/** A body that has been understood. */
export interface ParsedBody {
  readonly value: JsonObject
  /** The exact text, when there was text or bytes. */
  readonly text: string | undefined
}

/** A JSON object nobody has looked into yet. */
export type JsonObject = Record<string, unknown>

// ignoreBOM keeps a byte order mark in the text, so that the text stays exact; parse skips it.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Stage 5: bytes to text to a JSON object. Nothing is rounded, nothing is merged, nothing is guessed. */
export function parse(body: RequestBody): ParsedBody {
  if (typeof body === 'string') return parseText(body)
  if (isBytes(body)) return parseText(decode(body))
  if (isValueTooDeep(body)) throw tooDeep()
  return { value: asObject(body), text: undefined }
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch (cause) {
    throw new CallbackError('invalid_utf8', 'The body is not UTF-8.', { cause })
  }
}

function parseText(text: string): ParsedBody {
  const json = text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text
  if (isTextTooDeep(json)) throw tooDeep()
  return { value: asObject(parseJson(json)), text }
}

const byteOrderMark = 0xfeff

function parseJson(json: string): unknown {
  if (json === '') throw new CallbackError('invalid_json', 'The body is empty; send a JSON object.')
  try {
    return parseLossless(json)
  } catch (cause) {
    throw new CallbackError('invalid_json', 'The body is not JSON.', { cause })
  }
}

function asObject(value: unknown): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
  throw new CallbackError('not_an_object', 'The body is JSON, but not an object.')
}

function tooDeep(): CallbackError {
  return new CallbackError('too_deep', `The JSON is nested deeper than ${maxDepth} levels.`)
}
