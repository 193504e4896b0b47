import { fileURLToPath } from 'node:url'
import { shutdownOnSignal } from '@im-callback/core/node'
import { type Node, startNode } from './node.js'
import { readSettings } from './settings.js'
import { type Storage, sharedStorage, sqliteStorage } from './storage.js'
import type { TencentSettings } from './tencent/settings.js'
import { Tokens } from './tokens.js'
import { loadAssets } from './web/assets.js'
import { browserModules } from './web/modules.js'

const here = (path: string) => new URL(path, import.meta.url)

try {
  const settings = readSettings(process.env, fileURLToPath(here('../../data')))
  const { data, shared } = settings
  const storage =
    shared === undefined
      ? await sqliteStorage(data)
      : await sharedStorage(shared.postgresUrl, shared.redisUrl)
  const tokens = new Tokens(settings.secret)
  const modules = browserModules('@im-callback/customer-service/client', import.meta.resolve)
  const assets = loadAssets({ public: here('../../public/'), scripts: here('../page/') }, modules)
  const node = await startNode({ ...settings, tokens, storage, assets })
  // The server waits for its connections to end, and those of the gateway end with the gateway.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void node.endTalks())
  shutdownOnSignal(node.server, node)
  // One of two nodes ends with who started it.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel?.unref()
  node.server.once('close', () => console.log('Stopped: every message that came in has its answer.'))
  console.log(welcome(node, storage, tokens))
  if (settings.tencent !== undefined) console.log(connected(node, settings.tencent))
} catch (error) {
  console.error(explain(error))
  process.exit(1)
}

function welcome({ url }: Node, { description }: Storage, { supportCode }: Tokens): string {
  return `
The customer-service example is up. Open both in a browser:

  customer  ${url}
  support   ${url}support#${supportCode}

  messages  ${description}

Messages with "casino" are refused, "damn" is masked. Ctrl-C stops it.
`
}

function connected({ url }: Node, { sdkAppId, account, token }: TencentSettings): string {
  const warning = token === undefined ? '\n  Signatures are NOT checked: IM_CALLBACK_TOKEN is empty.' : ''
  return `  Tencent   app ${sdkAppId}: messages to "${account}" come to the desk\n  callbacks ${url}im/callback${warning}\n`
}

function explain(error: unknown): string {
  const { code, port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use. Choose another one with PORT.`
  }
  return `The example did not start: ${error instanceof Error ? error.message : String(error)}`
}
