import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { cleanText, messageBody, signedUrl } from '../callback.js'

/** No more at once than a listener's backlog takes. */
const atOnce = 250

/** Connections that stay open over all waves: each carries one request at a time. */
export async function openConnections(port: number, count: number): Promise<Socket[]> {
  const sockets: Socket[] = []
  while (sockets.length < count) {
    const batch = Array.from({ length: Math.min(atOnce, count - sockets.length) }, () =>
      connect(port, '127.0.0.1'),
    )
    await Promise.all(batch.map((socket) => once(socket, 'connect')))
    sockets.push(...batch)
  }
  return sockets
}

/** Sends one signed callback on every connection; resolves when each has its OK. */
export function sendAll(sockets: readonly Socket[]): Promise<unknown> {
  const body = messageBody(cleanText)
  const head = `POST ${signedUrl()} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n`
  const request = Buffer.from(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  return Promise.all(sockets.map((socket) => send(socket, request)))
}

function send(socket: Socket, request: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const stop = () => socket.off('data', onData).off('error', onError).off('close', onClose)
    const onData = (chunk: Buffer) => {
      answer += chunk.toString('latin1')
      if (!answer.endsWith('}')) return
      stop()
      if (answer.startsWith('HTTP/1.1 200') && answer.includes('"ErrorCode":0')) resolve()
      else reject(new Error(`Not the answer that was expected: ${answer}`))
    }
    const onError = (error: Error) => {
      stop()
      reject(error)
    }
    const onClose = () => onError(new Error('The server closed a connection under its request.'))
    socket.on('data', onData).on('error', onError).on('close', onClose)
    socket.write(request)
  })
}
