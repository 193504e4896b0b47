import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { createFetchHandler } from '../src/fetch.js'
import { CallbackHandler, defaultHandler, tencent } from '../src/index.js'
import { createNodeHandler, discardRest, nodeBody } from '../src/node.js'
import { gate, recorder, textMessage } from './support/requests.js'

const target = '/im/callback?SdkAppid=1400000000&CallbackCommand=C2C.CallbackBeforeSendMsg'

describe('on a real server', () => {
  let server: Server | undefined
  const start = async (listener: RequestListener) => {
    server = createServer(listener)
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  }
  afterEach(() => {
    server?.closeAllConnections()
    server?.close()
  })
  const post = async (port: number, body: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${target}`, { method: 'POST', body })
    return { status: response.status, body: await response.json() }
  }

  it('createNodeHandler() serves the default handler', async () => {
    defaultHandler.on('C2C.CallbackBeforeSendMsg', (event) => event.reply.drop())
    const port = await start(createNodeHandler())
    expect(await post(port, textMessage('hi'))).toMatchObject({ status: 200, body: { ErrorCode: 2 } })
    const request = new Request(`http://im.example.com${target}`, { method: 'POST', body: textMessage('hi') })
    expect(await (await createFetchHandler()(request)).json()).toMatchObject({ ErrorCode: 2 })
    defaultHandler.off('C2C.CallbackBeforeSendMsg')
  })

  it('reads a stream that someone has told to speak in texts', async () => {
    const im = new CallbackHandler({ protocol: tencent({ sdkAppId: 1400000000 }), logger: recorder() })
    const serve = createNodeHandler(im)
    let text = ''
    im.on('C2C.CallbackBeforeSendMsg', (event) => {
      text = event.rawBody
    })
    const port = await start((req, res) => serve(req.setEncoding('utf8'), res))
    const body = textMessage('消息'.repeat(50_000))
    expect((await post(port, body)).status).toBe(200)
    expect(text).toBe(body)
  })

  it('knows a request that has been given up before its body was wanted', async () => {
    const given = gate<IncomingMessage>()
    const port = await start((req) => given.open(req))
    const socket = connect(port, '127.0.0.1')
    socket.write(`POST ${target} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"a"`)
    const req = await given.promise
    const gone = new Promise((resolve) => req.once('close', resolve))
    req.on('error', () => undefined)
    socket.destroy()
    await gone
    await expect(nodeBody(req)(100)).rejects.toMatchObject({ code: 'body_incomplete' })
  })

  it('cuts what is left of a refused body when it is too much, but not before the answer is out', async () => {
    const closed = gate()
    const port = await start((req, res) => {
      discardRest(req, res)
      req.once('close', closed.open)
      setImmediate(() => res.end('answer'))
    })
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('error', () => undefined)
    socket.write(`POST ${target} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`)
    const chunks = Array<string>(200).fill(`10000\r\n${'x'.repeat(0x10000)}\r\n`)
    await pipeline(chunks, socket).catch(() => undefined)
    await closed.promise
    expect(answer).toContain('answer')
    socket.destroy()
  })
})
