import { readFileSync } from 'node:fs'
import type { CallbackCommand } from '@im-callback/core'
import { payload, textMessage } from '@im-callback/testing'
import { fresh } from './fresh.js'
import { UsageError } from './usage-error.js'

/** What the options say about the body. */
export interface BodyOptions {
  readonly body?: string
  readonly text?: string
  readonly from?: string
  readonly to?: string
  readonly group?: string
  readonly set?: readonly string[]
}

type Body = Record<string, unknown>

/** The body to send: the sample or the user's own, with the fields that the options name. */
export function makeBody(command: CallbackCommand, options: BodyOptions): string | Body {
  if (options.body === undefined) return withFields(command, fresh(payload(command), Date.now()), options)
  const text = options.body.startsWith('@') ? contentOf(options.body.slice(1)) : options.body
  const body = parsed(text, options.body)
  // Written anew, integers beyond 2^53 would be rounded: what nothing changes goes out as it is.
  return isChanged(options) ? withFields(command, body, options) : text
}

function isChanged({ text, from, to, group, set }: BodyOptions): boolean {
  return [text, from, to, group, set].some((value) => value !== undefined)
}

function withFields(command: CallbackCommand, body: Body, { text, from, to, group, set }: BodyOptions): Body {
  if (text !== undefined) replace(command, body, '--text', 'MsgBody', [textMessage(text)])
  if (from !== undefined) replace(command, body, '--from', 'From_Account', from)
  if (to !== undefined) {
    replace(command, body, '--to', 'To_Account', Array.isArray(body.To_Account) ? to.split(',') : to)
  }
  if (group !== undefined) replace(command, body, '--group', 'GroupId', group)
  for (const assignment of set ?? []) assign(body, assignment)
  return body
}

/** A field the command does not have would be sent in vain. */
function replace(command: string, body: Body, option: string, field: string, value: unknown): void {
  if (!Object.hasOwn(body, field)) {
    const fields = Object.keys(body).join(', ')
    throw new UsageError(
      `${option} sets ${field}, which ${command} does not have. Its fields: ${fields}.\n` +
        'Set one of them with --set Field=value.',
    )
  }
  body[field] = value
}

function assign(body: Body, assignment: string): void {
  const [, field, text] = /^([^=]+)=(.*)$/s.exec(assignment) ?? []
  if (field === undefined || text === undefined) {
    throw new UsageError(
      `--set takes Field=value, such as --set OnlineOnlyFlag=1; "${assignment}" has no "=".`,
    )
  }
  body[field] = typeof body[field] === 'string' ? text : jsonOrText(text)
}

/** JSON where it is JSON, so that numbers and lists can be given; plain text otherwise. */
function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`--body: ${path} cannot be read (${reason(error)}).`)
  }
}

function parsed(text: string, given: string): Body {
  const value = json(text, given)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new UsageError('--body is JSON, but not an object: a callback is one object.')
}

function json(text: string, given: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const hint = given.startsWith('@') ? '' : '\nA file is given as --body @file.json.'
    throw new UsageError(`--body is not JSON (${reason(error)}).${hint}`)
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
