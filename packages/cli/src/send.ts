import type { CallbackCommand } from '@im-callback/core'
import { createSimulator, type SimulatedAnswer } from '@im-callback/testing'
import type { Command } from 'commander'
import { type BodyOptions, makeBody } from './body.js'
import { failure, noAnswer } from './failure.js'
import { findCommand } from './find-command.js'
import type { Terminal } from './terminal.js'
import { UsageError } from './usage-error.js'
import { verdict } from './verdict.js'

interface SendOptions extends BodyOptions {
  readonly url?: string
  readonly sdkAppId?: string
  readonly token?: string
  readonly json?: boolean
}

export function addSendCommand(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const example = `${terminal.names.send} C2C.CallbackBeforeSendMsg --text "hello"`
  program
    .command('send')
    .description('send one callback, signed as the platform signs it, and print the verdict')
    .argument('<command>', 'such as C2C.CallbackBeforeSendMsg')
    .option('--text <text>', 'the message')
    .option('--from <account>', 'From_Account')
    .option('--to <account>', 'To_Account')
    .option('--group <id>', 'GroupId')
    .option('--set <Field=value>', 'any other field; can be repeated', collect)
    .option('--body <json|@file>', 'a body of your own in place of the sample')
    .option('--url <url>', 'default: IM_CALLBACK_URL or http://127.0.0.1:3000/im/callback')
    .option('--sdk-app-id <id>', 'default: IM_SDK_APP_ID or 1400000000')
    .option('--token <token>', 'callback token; default: IM_CALLBACK_TOKEN, without one nothing is signed')
    .option('--json', 'print the whole answer as JSON')
    .showHelpAfterError(`For example: ${example}\nAll options: ${terminal.names.send} --help`)
    .addHelpText('after', `\nFor example:\n  ${example}`)
    .action(async (name: string, options: SendOptions) => done(await send(name, options, terminal)))
}

function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value]
}

async function send(name: string, options: SendOptions, terminal: Terminal): Promise<number> {
  const { env, names } = terminal
  const command = findCommand(name, names.list)
  const url = callbackAddress(options.url ?? (env.IM_CALLBACK_URL || 'http://127.0.0.1:3000/im/callback'))
  const sdkAppId = appId(options.sdkAppId ?? (env.IM_SDK_APP_ID || '1400000000'))
  const body = makeBody(command, options)
  const platform = createSimulator({ url, sdkAppId, token: options.token ?? env.IM_CALLBACK_TOKEN })
  const answer = await platform.post(command, body).catch((error: unknown) => {
    throw new UsageError(noAnswer(error, url))
  })
  return report(command, answer, options, terminal)
}

function report(
  command: CallbackCommand,
  answer: SimulatedAnswer<object>,
  options: SendOptions,
  { stdout, stderr }: Terminal,
): number {
  const { status, reply, text } = answer
  const duration = Math.max(1, Math.round(answer.duration))
  const failed = failure(answer)
  const words = failed === undefined ? verdict(command, reply ?? {}) : `not served (${failed.reason})`
  if (options.json) {
    const report = { command, status, duration, verdict: words, reply: reply ?? text }
    stdout.write(`${JSON.stringify(report, null, 2)}\n`)
  } else {
    const out = failed === undefined ? stdout : stderr
    out.write(`${command} → ${words} · ${status} · ${duration} ms\n`)
  }
  if (failed?.hint !== undefined) stderr.write(`${failed.hint}\n`)
  return failed === undefined ? 0 : 1
}

function callbackAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return text
  throw new UsageError(`"${text}" is no address; give one such as http://127.0.0.1:3000/im/callback.`)
}

function appId(text: string): string {
  if (/^\d+$/.test(text)) return text
  throw new UsageError(`"${text}" is no SDKAppID; it is a number such as 1400000000.`)
}
