import {
  CallbackHandler,
  type HandlerOptions,
  type MsgElement,
  type TencentCommands,
} from '@im-callback/core'
import { Message, type TencentRest } from '@im-callback/rest'
import { decide } from './decision.js'

type Sent = TencentCommands['C2C.CallbackAfterSendMsg']['request']

export interface BotOptions extends Omit<HandlerOptions, 'rest'> {
  readonly rest: TencentRest
  /** The account that answers. */
  readonly account: string
}

/** A handler that answers every message to an account: the callback comes in, REST calls go out. */
export function createBot({ account, ...options }: BotOptions) {
  const im = new CallbackHandler(options)
  // Answered at once and worked on from the queue: the platform does not wait for our calls.
  im.on('C2C.CallbackAfterSendMsg', {
    async: true,
    handle: async ({ body, rest }) => {
      // What the bot itself sends comes by as well.
      if (body.To_Account !== account || body.From_Account === account) return
      const text = await act(rest, body)
      await rest.sendMessage(answerTo(body, text))
      await rest.setMessageRead(account, body.From_Account)
    },
  })
  return im
}

/** Does what the message asks for, and says what to answer. */
async function act(
  rest: TencentRest,
  { From_Account: user, To_Account: bot, MsgKey, MsgBody }: Sent,
): Promise<string> {
  const decision = decide(textOf(MsgBody))
  switch (decision.action) {
    case 'say':
      return decision.text
    case 'count': {
      const { Results } = await rest.getUnreadMessageNum(user, [bot])
      return `You have ${Results[bot] ?? 0} messages from me that you have not read.`
    }
    case 'recall':
      await rest.revokeMessage(user, bot, MsgKey)
      return `I took your message back: "${decision.word}" is not welcome here.`
  }
}

/**
 * The numbers of the answer come from the message it answers: should the queue hand out the event again within the second,
 * the platform takes the second answer for the first. One of them differs, or both messages would have the same key.
 */
function answerTo({ From_Account, To_Account, MsgSeq, MsgRandom }: Sent, text: string): Message {
  return new Message()
    .from(To_Account)
    .to(From_Account)
    .text(text)
    .seq(MsgSeq)
    .random((MsgRandom + 1) % 2 ** 32)
    .forbidAfterCallback()
}

function textOf(body: readonly MsgElement[]): string {
  return body.map((element) => (element.MsgType === 'TIMTextElem' ? element.MsgContent.Text : '')).join('')
}
