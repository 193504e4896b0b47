import { createSimulator, type Simulator, textMessage } from '@im-callback/testing'
import type { RestServer, StoredMessage } from '@im-callback/testing/rest'

export interface ConversationOptions {
  /** The mock, which has the messages. */
  readonly platform: RestServer
  /** Where the bot takes callbacks. */
  readonly url: string
  readonly sdkAppId: number
  readonly token: string | undefined
  readonly user: string
  readonly bot: string
}

/** A user who talks with the bot: the mock stores what is said, and the bot is called as the platform calls. */
export class Conversation {
  readonly #options: ConversationOptions
  readonly #callbacks: Simulator

  constructor(options: ConversationOptions) {
    this.#options = options
    this.#callbacks = createSimulator(options)
  }

  /** Says something, and waits until the bot has read it. @returns what the bot answered */
  async say(text: string): Promise<string[]> {
    const { platform, user, bot } = this.#options
    const before = this.#answers().length
    const callsBefore = platform.requestCount
    const {
      MsgTimeStamp: MsgTime,
      MsgFlagBits: _,
      IsPeerRead: __,
      ...said
    } = platform.say({
      From_Account: user,
      To_Account: bot,
      MsgBody: [textMessage(text)],
    })
    const MsgBody = [textMessage(text)]
    const { status } = await this.#callbacks.send('C2C.CallbackAfterSendMsg', { ...said, MsgTime, MsgBody })
    if (status !== 200) throw new Error(`The bot answered the callback with HTTP ${status}.`)
    while (!this.#isRead(callsBefore)) await platform.arrived(platform.requestCount + 1)
    return this.#answers().slice(before)
  }

  /** The conversation as both sides see it now. */
  lines(): string[] {
    const { platform, user, bot } = this.#options
    return platform.history(user, bot).map(lineOf)
  }

  /** The last thing the bot does about a message. */
  #isRead(callsBefore: number): boolean {
    const { requests, requestCount } = this.#options.platform
    const since = requests.slice(requests.length - (requestCount - callsBefore))
    return since.some(({ endpoint }) => endpoint === 'openim/admin_set_msg_read')
  }

  #answers(): string[] {
    const { platform, user, bot } = this.#options
    return platform
      .history(user, bot)
      .flatMap((message) => (message.From_Account === bot ? [textOf(message)] : []))
  }
}

function lineOf(message: StoredMessage): string {
  return `${message.From_Account}: ${message.MsgFlagBits === 8 ? '(recalled)' : textOf(message)}`
}

function textOf({ MsgBody }: StoredMessage): string {
  return MsgBody.map(({ MsgContent }) => ('Text' in MsgContent ? String(MsgContent.Text) : '')).join('')
}
