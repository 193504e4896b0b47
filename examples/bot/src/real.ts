import { tencent } from '@im-callback/core'
import { shutdownOnSignal } from '@im-callback/core/node'
import { TencentRest } from '@im-callback/rest'
import { createBot } from './bot.js'
import { serve } from './server.js'
import type { Settings } from './settings.js'

/** The bot, for the real service: callbacks come to this server, calls go to the region of the app. */
export async function runReal(settings: Settings, secretKey: string): Promise<void> {
  const { sdkAppId, token, identifier, region, account } = settings
  const rest = new TencentRest({ sdkAppId, secretKey, identifier, region })
  const im = createBot({ protocol: tencent({ sdkAppId, token }), rest, account })
  const { server, url } = await serve(im, settings)
  shutdownOnSignal(server, im)
  console.log(`${account} answers messages to app ${sdkAppId} (${region}); callbacks come to ${url}`)
  if (token === undefined) console.log('Signatures are NOT checked: IM_CALLBACK_TOKEN is empty.')
}
