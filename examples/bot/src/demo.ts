import { createInterface } from 'node:readline/promises'
import { tencent } from '@im-callback/core'
import { closeServer } from '@im-callback/core/node'
import { TencentRest } from '@im-callback/rest'
import { createRestServer } from '@im-callback/testing/rest'
import { createBot } from './bot.js'
import { Conversation } from './conversation.js'
import { serve } from './server.js'
import type { Settings } from './settings.js'

const script = ['hello', 'see you at the casino', 'unread']
const user = 'alice'

/** Mock, bot and a user in one process: a few sentences, then what is typed, if someone is there to type. */
export async function runDemo(settings: Settings): Promise<void> {
  const { sdkAppId, token, identifier, account } = settings
  const secretKey = 'a-key-for-the-demo'
  const platform = await createRestServer({ sdkAppId, secretKey, admins: [identifier] })
  const rest = new TencentRest({ sdkAppId, secretKey, identifier, baseUrl: platform.url })
  const im = createBot({ protocol: tencent({ sdkAppId, token }), rest, account })
  const { server, url } = await serve(im, settings)
  const conversation = new Conversation({ platform, url, sdkAppId, token, user, bot: account })
  try {
    console.log(`A mock of the REST API serves ${platform.url}, the bot takes callbacks at ${url}\n`)
    for (const text of script) await conversation.say(text)
    console.log(conversation.lines().join('\n'))
    if (process.stdin.isTTY) await talk(conversation, account)
  } finally {
    await closeServer(server, im, { grace: 0 })
    await platform.close()
  }
}

async function talk(conversation: Conversation, bot: string): Promise<void> {
  console.log('\nYour turn; an empty line or Ctrl-C ends it.')
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: `${user}: ` })
  lines.prompt()
  for await (const line of lines) {
    if (line.trim() === '') break
    for (const answer of await conversation.say(line)) console.log(`${bot}: ${answer}`)
    lines.prompt()
  }
  lines.close()
}
