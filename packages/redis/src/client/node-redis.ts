import type { NodeRedisClient } from './clients.js'
import { heard, idOf, type OwnConnection, type SharedConnection } from './connection.js'

export function nodeRedis(client: NodeRedisClient): SharedConnection {
  return {
    get isReady() {
      return client.isReady
    },
    send: (command, ...args) => client.sendCommand([command, ...args.map(String)]),
    wake: heard,
    watch(ready) {
      client.on('ready', ready)
      client.on('error', heard)
      return () => {
        client.off('ready', ready)
        client.off('error', heard)
      }
    },
    open: () => open(client),
  }
}

async function open(client: NodeRedisClient): Promise<OwnConnection> {
  const { socketTimeout, ...socket } = { socketTimeout: undefined, ...client.options?.socket }
  const own = client.duplicate({ socket: { ...socket, reconnectStrategy: false } })
  own.on('error', heard)
  await own.connect()
  const send: OwnConnection['send'] = (command, ...args) => own.sendCommand([command, ...args.map(String)])
  return {
    id: await idOf({ send }),
    get isReady() {
      return own.isReady
    },
    send,
    end: () => {
      if (own.isOpen) own.destroy()
    },
  }
}
