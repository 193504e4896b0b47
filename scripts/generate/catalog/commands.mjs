// @ts-check
import { parseType } from './field-type.mjs'
import { resolveFields } from './fields.mjs'
import { checkKeys } from './keys.mjs'
import { identifier } from './names.mjs'
import { codesText, replyFields } from './replies.mjs'

/** @typedef {import('../model.mjs').Command} Command */

/**
 * Makes a command of its entry.
 *
 * @param {import('./load.mjs').Context} context
 * @param {string} where
 * @param {any} entry
 * @returns {Command}
 */
export function makeCommand(context, where, entry) {
  const { report, shared } = context
  checkKeys(report, where, 'command', entry)
  checkKeys(report, `${where}: title`, 'title', entry.title)
  checkReply(report, where, entry)
  const commandIn = entry.commandIn ?? 'body'
  const request = resolveFields(report, shared, where, entry.request)
  if (commandIn === 'body') request.unshift(commandField(entry.command))
  for (const name of entry.id ?? []) {
    if (!request.some((field) => field.name === name)) {
      report.add(
        `${where}: id`,
        `the request has no field "${name}"`,
        'Name top-level request fields as on the wire',
      )
    }
  }
  return {
    ...entry,
    name: identifier(entry.command),
    commandIn,
    request,
    rules: entry.reply,
    codes: codesText(entry.reply, context.replies),
    reply: replyFields(context, where, entry.reply),
    id: entry.id ?? [],
  }
}

/**
 * @param {string} command
 * @returns {import('../model.mjs').Field}
 */
function commandField(command) {
  return {
    name: 'CallbackCommand',
    type: parseType('string') ?? { names: [], list: false, record: false },
    literal: command,
    presence: 'required',
    about: 'the command, as in the query string',
    example: command,
    sample: true,
  }
}

/**
 * @param {import('./report.mjs').Report} report
 * @param {string} where
 * @param {any} entry
 */
function checkReply(report, where, entry) {
  const { command, phase, commandIn = 'body', doc = [], reply = {} } = entry
  if (!/^\w+\.\w+$/.test(command)) report.add(where, `odd command "${command}"`, 'Write it as Prefix.Word')
  if (!['before', 'after'].includes(phase))
    report.add(where, `unknown phase "${phase}"`, 'Use before or after')
  if (!['body', 'query', 'events'].includes(commandIn)) {
    report.add(where, `unknown commandIn "${commandIn}"`, 'Use body (or leave it out), query or events')
  }
  for (const url of doc) {
    if (!/^https:\/\/[\w./-]+$/.test(url))
      report.add(where, `doc "${url}" is no address`, 'Write the whole https address')
  }
  checkKeys(report, `${where}: reply`, 'reply', reply)
  for (const kind of ['reject', 'verdicts', 'respond']) {
    if (reply[kind] !== undefined) checkKeys(report, `${where}: reply.${kind}`, kind, reply[kind])
  }
  const wanted = phase === 'before' ? 'ok' : 'after'
  if (reply[wanted] === undefined) {
    report.add(
      `${where}: reply`,
      `"${wanted}" is missing, which ${phase}-callbacks need`,
      'Say what its ErrorCode does',
    )
  }
}
