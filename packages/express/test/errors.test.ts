import { CallbackError, CallbackHandler, tencent } from '@im-callback/core'
import { imCallback } from '@im-callback/express'
import { listen, type RunningServer } from '@im-callback/testing/conformance'
import express, { type ErrorRequestHandler } from 'express'

const silent = { warn: () => undefined, error: () => undefined }
const good = '/im/callback?SdkAppid=1400000000&CallbackCommand=Test.Good'

describe("with errors: 'next'", () => {
  const caught: unknown[] = []
  let server: RunningServer

  beforeAll(async () => {
    const im = new CallbackHandler({ protocol: tencent({ sdkAppId: 1400000000 }), logger: silent })
    im.on('C2C.CallbackBeforeSendMsg', () => {
      throw new Error('broken handler')
    })
    const handleError: ErrorRequestHandler = (error, _req, res, _next) => {
      caught.push(error)
      res.status(418).send('by the error handler')
    }
    server = await listen(
      express()
        .post('/im/callback', imCallback(im, { errors: 'next' }))
        .use(handleError),
    )
  })
  afterAll(() => server.close())
  beforeEach(() => {
    caught.length = 0
  })

  const post = (path: string) =>
    fetch(`http://127.0.0.1:${server.port}${path}`, { method: 'POST', body: '{"a":1}' })

  it.each([
    ['unknown_app', '/im/callback'],
    ['ambiguous_param', `${good}&SdkAppid=1`],
    ['handler_failed', good.replace('Test.Good', 'C2C.CallbackBeforeSendMsg')],
  ])('hands %s to the error handlers of Express', async (code, path) => {
    const response = await post(path)
    expect([response.status, await response.text()]).toEqual([418, 'by the error handler'])
    const [error] = caught
    expect(CallbackError.is(error) && error.code).toBe(code)
  })

  it('still answers what was handled', async () => {
    const response = await post(good)
    expect(await response.json()).toEqual({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' })
    expect(caught).toEqual([])
  })
})
