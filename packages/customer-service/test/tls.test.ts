import { createClient } from '@im-callback/customer-service/client'
import { tcp } from '@im-callback/customer-service/tcp'
import { WebSocket } from 'ws'
import { memoryStore } from '../src/index.js'
import { startGateway } from './support/gateway.js'
import { until } from './support/until.js'

/** A shared secret in place of a certificate: nothing to make, nothing that expires. */
const psk = Buffer.alloc(16, 7)
const shared = { ciphers: 'PSK', minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const
const server = { ...shared, pskCallback: () => psk }
const client = {
  ...shared,
  pskCallback: () => ({ psk, identity: 'test' }),
  rejectUnauthorized: false,
}

describe('TLS', () => {
  it('carries both transports', async () => {
    const store = memoryStore()
    const address = { port: 0, host: '127.0.0.1', tls: server }
    const bench = await startGateway({ store, tcp: address, websocket: address })
    class SecureWebSocket extends WebSocket {
      constructor(url: string) {
        super(url, client)
      }
    }
    const customer = createClient({
      url: `wss://127.0.0.1:${bench.ports.websocket}/ws`,
      WebSocket: SecureWebSocket,
      user: { appId: 7, uid: 101 },
      token: 'tA',
    })
    const seller = createClient({
      connect: tcp({ host: '127.0.0.1', port: bench.ports.tcp, tls: client }),
      user: { appId: 1453, uid: 201 },
      token: 'tS',
    })
    const texts: string[] = []
    seller.on('message', ({ text }) => void texts.push(text))
    await customer.sendToSupport('secret', { sellerId: 201 })
    await until(() => texts.length === 1)
    expect(texts).toEqual(['secret'])
    customer.close()
    seller.close()
    await bench.close()
  })
})
