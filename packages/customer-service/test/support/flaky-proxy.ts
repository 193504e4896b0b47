import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Passes bytes on, and breaks the nth connection after so many of them; later connections last. */
export async function flakyProxy(
  target: number,
  cuts: readonly number[],
): Promise<{ port: number; close(): Promise<void> }> {
  const left = [...cuts]
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1')
    let bytes = left.shift() ?? Number.POSITIVE_INFINITY
    const end = () => {
      client.destroy()
      upstream.destroy()
    }
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from)
      from.on('error', () => undefined).on('close', end)
      from.on('data', (chunk) => {
        to.write(chunk.subarray(0, Math.min(bytes, chunk.length)))
        bytes -= chunk.length
        // Once the part is on its way.
        if (bytes <= 0) setImmediate(end)
      })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
