import { connect, type Socket } from 'node:net'

export const Command = { AuthStatus: 3, Ack: 5, AuthToken: 15, Customer: 24, SyncNotify: 29 } as const

/** One frame of the protocol: a header of 12 bytes and the body. */
export function frame(seq: number, command: number, body: Buffer): Buffer {
  const bytes = Buffer.alloc(12 + body.length)
  bytes.writeInt32BE(body.length, 0)
  bytes.writeInt32BE(seq, 4)
  bytes[8] = command
  bytes[9] = 2
  body.copy(bytes, 12)
  return bytes
}

/** A login: the token is `appid:uid`. */
function authToken(appId: number, uid: number): Buffer {
  const token = Buffer.from(`${appId}:${uid}`)
  return Buffer.concat([Buffer.from([2, token.length]), token, Buffer.from('\u0005phone')])
}

export function customerMessage(uid: number, seller: number, content: string): Buffer {
  const body = Buffer.alloc(36 + Buffer.byteLength(content))
  body.writeBigInt64BE(7n, 0)
  body.writeBigInt64BE(BigInt(uid), 8)
  body.writeBigInt64BE(1n, 16)
  body.writeBigInt64BE(BigInt(seller), 24)
  body.write(content, 36)
  return body
}

/** A connection that calls back for every frame that comes. */
function open(port: number, onFrame: (command: number, body: Buffer) => void): Socket {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let rest = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let at = 0
    while (bytes.length - at >= 12) {
      const end = at + 12 + bytes.readInt32BE(at)
      if (bytes.length < end) break
      onFrame(bytes[at + 8] ?? 0, bytes.subarray(at + 12, end))
      at = end
    }
    rest = Buffer.from(bytes.subarray(at))
  })
  return socket
}

/** A connection that has logged in. */
export function login(
  port: number,
  user: { readonly appId: number; readonly uid: number },
  onFrame: (command: number, body: Buffer) => void,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = open(port, (command, body) => {
      if (command !== Command.AuthStatus) onFrame(command, body)
      else if (body.readInt32BE(0) === 0) resolve(socket)
      else reject(new Error('The login was refused.'))
    })
    socket.on('error', reject)
    socket.write(frame(1, Command.AuthToken, authToken(user.appId, user.uid)))
  })
}
