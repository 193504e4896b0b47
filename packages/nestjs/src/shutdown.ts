import type { Server } from 'node:http'

/**
 * For `grace` milliseconds requests are still taken, and their connections told to close: a platform keeps its
 * connections open, and a request that meets a closing one is lost.
 */
export async function endConnections(server: unknown, grace = 300): Promise<void> {
  if (!isListening(server) || grace <= 0) return
  server.prependListener('request', (_req, res) => res.setHeader('connection', 'close'))
  await new Promise((resolve) => setTimeout(resolve, grace))
}

function isListening(server: unknown): server is Server {
  return typeof server === 'object' && server !== null && 'listening' in server && server.listening === true
}
