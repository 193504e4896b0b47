import type { Server } from 'node:http'

const ending = new WeakMap<Server, Promise<void>>()

/**
 * For `grace` milliseconds requests are still taken, and their connections told to close: a platform keeps its
 * connections open, and a request that meets a closing one is lost. Once for each server, however many modules ask.
 */
export async function endConnections(server: unknown, grace = 300): Promise<void> {
  if (!isListening(server) || grace <= 0) return
  const known = ending.get(server)
  if (known !== undefined) return known
  server.prependListener('request', (_req, res) => res.setHeader('connection', 'close'))
  const ended = new Promise<void>((resolve) => setTimeout(resolve, grace))
  ending.set(server, ended)
  return ended
}

function isListening(server: unknown): server is Server {
  return typeof server === 'object' && server !== null && 'listening' in server && server.listening === true
}
