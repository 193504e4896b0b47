import { fileURLToPath } from 'node:url'
import { type CallbackReply, tencent } from '@im-callback/core'
import { shutdownOnSignal } from '@im-callback/core/node'
import { startServer } from './server.js'

// What demo.env sets; variables of the environment win over it.
const {
  HOST: host = '127.0.0.1',
  PORT: port = '3000',
  IM_SDK_APP_ID: sdkAppId,
  IM_CALLBACK_TOKEN: token,
} = process.env
const archive = fileURLToPath(new URL('../data/archive.jsonl', import.meta.url))

try {
  const { server, im, url } = await startServer({ host, port: Number(port) }, archive, {
    protocol: tencent({ sdkAppId, token }),
    hooks: { replied: (reply, { event }) => event && logReply(event.command, reply) },
  })
  shutdownOnSignal(server, im)
  server.once('close', () => console.log('Stopped: every request has its answer.'))
  console.log(welcome(url))
} catch (error) {
  console.error(explain(error))
  process.exitCode = 1
}

function welcome(url: string): string {
  const signatures = token ? 'checked (IM_CALLBACK_TOKEN)' : 'NOT checked (IM_CALLBACK_TOKEN is empty)'
  const elsewhere = url === 'http://127.0.0.1:3000/im/callback' ? '' : ` --url ${url}`
  const send = (command: string, text: string) => `  npm run send -- ${command} --text "${text}"${elsewhere}`
  return `
The Express example takes callbacks at ${url}

  app         ${sdkAppId ?? 'any'}
  signatures  ${signatures}
  archive     ${archive}

Play the platform in another terminal. Refuse, rewrite, let through:

${send('C2C.CallbackBeforeSendMsg', 'see you at the casino')}
${send('C2C.CallbackBeforeSendMsg', 'damn, I missed the train')}
${send('Group.CallbackBeforeSendMsg', 'good morning')}

Ctrl-C stops it.
`
}

function logReply(command: string, { status, body }: CallbackReply): void {
  console.log(`${command} ← ${status} ${body}`)
}

function explain(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  const elsewhere =
    'Choose another with PORT=3100 npm start, and add --url http://127.0.0.1:3100/im/callback to what you send.'
  if (code === 'EADDRINUSE') return `Port ${port} is in use: something else listens there.\n${elsewhere}`
  if (code === 'EACCES') return `Port ${port} is not for everyone.\n${elsewhere}`
  if (code === 'ERR_SOCKET_BAD_PORT') return `PORT is "${port}"; give a number from 0 to 65535.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST is "${host}", which is no address of this machine.`
  return `The server did not start: ${error instanceof Error ? error.message : String(error)}`
}
