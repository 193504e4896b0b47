import { setServerTimeouts, shutdownOnSignal } from '@im-callback/core/node'
import { addressOf, settingsOf, welcome } from '../settings.js'
import { createApp } from './app.js'

const { host, port } = addressOf(process.env)
const settings = settingsOf(process.env)

export const server = createApp(settings).listen(port, host, () => console.log(welcome(host, port, settings)))
setServerTimeouts(server)
// Only before-callbacks: no queue is to be drained.
shutdownOnSignal(server, { close: async () => {} })
