import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answering, cpuTime } from '../process/answering.js'

/** Puts a server on a free port and lets the parent ask for the port and for the processor time. */
export function serve(server: Server): void {
  answering({ port: listening(server), cpuTime })
}

/** Puts a server on a free port; the function answers which one. */
export function listening(server: Server): () => Promise<number> {
  const ready = once(server.listen(0, '127.0.0.1'), 'listening')
  return async () => {
    await ready
    return (server.address() as AddressInfo).port
  }
}
