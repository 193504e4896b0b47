import {
  createGateway,
  type Gateway,
  type GatewayOptions,
  memoryStore,
  staticTokens,
} from '../../src/index.js'
import { connectTcp, connectWebSocket, type RawClient } from './raw-client.js'

export const supportAppId = 1453

/** Customer 101 of app 7, seller 201, and others. */
export const tokens = {
  tA: { appId: 7, uid: 101 },
  tB: { appId: 7, uid: 102 },
  tS: { appId: supportAppId, uid: 201 },
  tT: { appId: supportAppId, uid: 202 },
}

export const quiet = { warn: () => undefined, error: () => undefined }

export interface TestGateway {
  readonly gateway: Gateway
  readonly ports: { readonly tcp: number; readonly websocket: number }
  /** A new connection. */
  connect(over?: 'tcp' | 'websocket'): Promise<RawClient>
  /** A new connection that has logged in. */
  login(token: keyof typeof tokens, how?: Parameters<RawClient['login']>[1]): Promise<RawClient>
  close(): Promise<void>
}

/** A gateway on free ports of 127.0.0.1, on a memory store unless told otherwise. */
export async function startGateway(options: Partial<GatewayOptions> = {}): Promise<TestGateway> {
  const clients: RawClient[] = []
  const gateway = createGateway({
    supportAppId,
    authenticator: staticTokens(tokens),
    store: memoryStore(),
    logger: quiet,
    tcp: { port: 0, host: '127.0.0.1' },
    websocket: { port: 0, host: '127.0.0.1' },
    ...options,
  })
  const { tcp, websocket } = await gateway.listen()
  const ports = { tcp: tcp?.port ?? 0, websocket: websocket?.port ?? 0 }
  const connect = async (over: 'tcp' | 'websocket' = 'tcp') => {
    const client = await (over === 'tcp' ? connectTcp(ports.tcp) : connectWebSocket(ports.websocket))
    clients.push(client)
    return client
  }
  return {
    gateway,
    ports,
    connect,
    login: async (token, how) => (await connect()).login(token, how),
    close: async () => {
      await Promise.all(clients.map((client) => client.close()))
      await gateway.close({ timeout: 2000 })
    },
  }
}
