import {
  type BaseResponse,
  CallbackHandler,
  type EventOf,
  type ReplyOf,
  type Returned,
  type TencentCommands,
  tencent,
} from '@im-callback/core'
import { type Journal, secret } from '../journal.js'
import type { SuiteOptions } from '../platform.js'
import { bodyLimit } from '../sample.js'
import { app } from './sample.js'

type Message = 'C2C.CallbackBeforeSendMsg'
type Verdict = (event: EventOf<TencentCommands, Message>) => Returned<ReplyOf<TencentCommands, Message>>

/** What is answered to a message, by its text: see `messageSaying`. */
const verdicts = new Map<string, Verdict>([
  ['refuse', (event) => event.reply.reject(120001, 'mind your words')],
  ['drop', (event) => event.reply.drop()],
  ['rewrite', (event) => event.reply.rewrite({ MsgBody: [masked], CloudCustomData: '改' })],
  ['later', (event) => new Promise((resolve) => setImmediate(() => resolve(event.reply.reject())))],
  ['throw', () => Promise.reject(new Error(secret))],
  ['hang', () => new Promise(() => undefined)],
])

export const masked = { MsgType: 'TIMTextElem' as const, MsgContent: { Text: '***' } }

/** What is answered to commands nobody knows; the second is what only JavaScript can answer. */
const inventedCommands = new Map<string, BaseResponse>([
  ['Test.WholeResponse', JSON.parse('{"ActionStatus":"OK","ErrorCode":120002,"ErrorInfo":"不","Extra":[1]}')],
  ['Test.Nonsense', JSON.parse(JSON.stringify([secret]))],
])

/** The handler every server of the suite serves. */
export function createHandler(journal: Journal, options: SuiteOptions): CallbackHandler {
  const clock = () => app.now * 1000
  const protocol = tencent({ sdkAppId: app.sdkAppId, token: app.tokens, clock })
  const logger = { warn: () => undefined, error: (text: string) => void journal.errors.push(text) }
  const im = new CallbackHandler({
    protocol,
    bodyLimit,
    logger,
    deadline: Number.POSITIVE_INFINITY,
    hooks: { replied: ({ error }) => error && void journal.failures.push(error.code) },
    ...options,
  })
  im.before((event) => {
    journal.events.push(event)
    const isAsked = event.headers['x-before'] === 'answer'
    return isAsked ? { ActionStatus: 'OK', ErrorCode: 3, ErrorInfo: 'before' } : undefined
  })
  im.use(async (event, next) => {
    const reply = await next()
    return event.headers['x-layer'] === 'answer' ? { ...reply, ErrorInfo: 'layer' } : reply
  })
  im.fallback(
    ({ command }) =>
      inventedCommands.get(command) ?? {
        ActionStatus: 'OK',
        ErrorCode: 0,
        ErrorInfo: `fallback: ${command}`,
      },
  )
  im.on('C2C.CallbackBeforeSendMsg', (event) => {
    const first = event.body.MsgBody?.[0]
    const text = first?.MsgType === 'TIMTextElem' ? first.MsgContent.Text : ''
    return verdicts.get(text)?.(event)
  })
  im.on('C2C.CallbackAfterSendMsg', (event) => event.reply.ok())
  im.on('Group.CallbackAfterSendMsg', {
    async: true,
    asyncResponse: { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: 'queued' },
    handle: (event) => void journal.handled.push(event),
  })
  return im
}
