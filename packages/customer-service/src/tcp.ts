import { connect as connectPlain, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import type { Connect } from './client/transport.js'
import { shown } from './options/check.js'
import { checkNames } from './options/check-names.js'
import { FrameReader } from './wire/frame-reader.js'

export interface TcpAddress {
  readonly host: string
  readonly port: number
  /** Options of `tls.connect`; without them the connection is not encrypted. */
  readonly tls?: ConnectionOptions | undefined
}

/**
 * Connects a client by TCP, in Node.js.
 *
 * @example
 * ```ts
 * import { createClient } from '@im-callback/customer-service/client'
 * import { tcp } from '@im-callback/customer-service/tcp'
 *
 * const client = createClient({
 *   connect: tcp({ host: '127.0.0.1', port: 23000 }),
 *   user: { appId: 1453, uid: 201 },
 *   token: 'token-of-the-seller',
 * })
 * client.on('message', ({ text }) => console.log(text))
 * ```
 */
export function tcp(address: TcpAddress): Connect {
  checkNames('tcp', address, ['host', 'port', 'tls'])
  const { host, port, tls } = address
  if (typeof host !== 'string' || host === '') {
    throw new TypeError(`tcp: host is ${shown(host)}; give a name or an address, such as "127.0.0.1".`)
  }
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new RangeError(`tcp: port is ${shown(port)}; give a whole number from 1 to 65535.`)
  }
  return (events) => {
    const reader = new FrameReader()
    const socket: Socket =
      tls === undefined
        ? connectPlain({ host, port, noDelay: true }, () => events.opened())
        : connectTls({ ...tls, host, port }, () => events.opened())
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => {
      const frames = reader.read(chunk)
      if (frames === undefined) socket.destroy()
      else if (frames.length > 0) events.frames(frames)
    })
    let why = new Error(`The connection to ${host}:${port} was ended.`)
    socket.on('error', (error) => {
      why = error
    })
    socket.on('close', () => events.closed(why))
    return {
      send: (frame) => void socket.write(frame),
      close: () => socket.destroy(),
    }
  }
}
