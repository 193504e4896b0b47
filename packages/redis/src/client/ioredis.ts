import type { IoRedisClient } from './clients.js'
import { heard, idOf, type OwnConnection, type SharedConnection } from './connection.js'

/** No answer is waited for beyond the end of the connection, and no time limit of the app's cuts a blocking command. */
const blocking = {
  lazyConnect: true,
  disconnectTimeout: 200,
  retryStrategy: () => null,
  maxRetriesPerRequest: null,
  commandTimeout: undefined,
  socketTimeout: undefined,
  blockingTimeout: undefined,
}

const blockingCluster = { lazyConnect: true, clusterRetryStrategy: () => null }

export function ioRedis(client: IoRedisClient): SharedConnection {
  return {
    get isReady() {
      return client.status === 'ready'
    },
    send: (command, ...args) => client.call(command, ...args),
    wake() {
      if (client.status === 'wait') client.connect().catch(heard)
    },
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

async function open(client: IoRedisClient): Promise<OwnConnection> {
  const own = client.isCluster ? duplicateCluster(client) : client.duplicate(blocking)
  own.on('error', heard)
  await own.connect()
  const send: OwnConnection['send'] = (command, ...args) => own.call(command, ...args)
  return {
    // A cluster answers for a node of its choice.
    id: client.isCluster ? undefined : await idOf({ send }),
    get isReady() {
      return own.status === 'ready'
    },
    send,
    end: () => own.disconnect(),
  }
}

function duplicateCluster(client: IoRedisClient): IoRedisClient {
  const duplicate: (nodes: object, options: object) => IoRedisClient = client.duplicate.bind(client)
  return duplicate([], blockingCluster)
}
