import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** One request as it came in. */
export interface Received {
  readonly path: string
  readonly query: URLSearchParams
  readonly text: string
  readonly body: Readonly<Record<string, unknown>>
  readonly response: ServerResponse
  readonly socket: Socket
}

/** What a service answers: fields beside the success, text as it is, or nothing when it has answered itself. */
export type Answering = (
  received: Received,
  index: number,
) => object | string | undefined | Promise<object | string | undefined>

/** A service on a free port of this machine; see {@link startService}. */
export interface Service {
  readonly url: string
  readonly received: Received[]
  /** Connections that were opened. */
  readonly connections: number
  close(): Promise<void>
}

const running: Service[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.close()))
})

/** A server that answers as a test says, closed after the test. */
export async function startService(answer: Answering = () => ({}), port = 0): Promise<Service> {
  const received: Received[] = []
  let connections = 0
  const server = createServer((request, response) => {
    void serve(request, response).catch(() => request.socket.destroy())
  })
  server.on('connection', () => connections++)
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const url = new URL(request.url ?? '', 'http://service')
    const one = {
      path: url.pathname,
      query: url.searchParams,
      text,
      body: JSON.parse(text),
      response,
      socket: request.socket,
    }
    received.push(one)
    const answered = await answer(one, received.length - 1)
    if (answered === undefined) return
    const fields = { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }
    response.end(typeof answered === 'string' ? answered : JSON.stringify({ ...fields, ...answered }))
  }
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const { port: own } = server.address() as AddressInfo
  const service = {
    url: `http://127.0.0.1:${own}`,
    received,
    get connections() {
      return connections
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  running.push(service)
  return service
}

/** An address where nobody answers. */
export async function closedPort(): Promise<string> {
  const service = await startService()
  await service.close()
  return service.url
}

/** A failure, as the platform puts it. */
export const fail = (ErrorCode: number, ErrorInfo = 'no') => ({ ActionStatus: 'FAIL', ErrorCode, ErrorInfo })
