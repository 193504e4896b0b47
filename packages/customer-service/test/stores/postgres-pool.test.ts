import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { postgresStore } from '@im-callback/customer-service'
import { Pool } from 'pg'

/** A message of the server: its letter, its length, its text. */
function message(letter: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeInt32BE(4 + body.length)
  return Buffer.concat([Buffer.from(letter), length, body])
}

const authenticated = message('R', Buffer.alloc(4))
const ready = message('Z', Buffer.from('I'))
const terminated = message('E', Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0'))

it('a server that goes in the moment a connection is ready ends no process', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(Buffer.concat([authenticated, ready, terminated])))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const pool = new Pool({ host: '127.0.0.1', port, user: 'u', database: 'd', password: '' })
  await expect(postgresStore({ pool })).rejects.toThrow(/connection|terminat/i)
  await pool.end()
  server.close()
})
