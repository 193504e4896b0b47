import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answering } from '../process/answering.js'

/** Stands for the platform: reads the request and answers that the message is sent. */
const answer = JSON.stringify({
  ActionStatus: 'OK',
  ErrorCode: 0,
  ErrorInfo: '',
  MsgTime: 1_700_000_000,
  MsgKey: '89541_2574206_1700000000',
})

const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => response.setHeader('content-type', 'application/json').end(answer))
})

answering({
  port: () =>
    new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
    }),
})
