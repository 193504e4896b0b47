import { CallbackHandler, tencent } from '@im-callback/core'
import { imCallback } from '@im-callback/express'
import { listen } from '@im-callback/testing/conformance'
import express, { type Express } from 'express'
import express4 from 'express-4'

const silent = { warn: () => undefined, error: () => undefined }
const im = new CallbackHandler({ protocol: tencent({ sdkAppId: 1400000000 }), logger: silent })
const good = '/im/callback?SdkAppid=1400000000&CallbackCommand=Test.Good'

/** Status, and what is said to it, of one POST to an application. */
async function post(app: Express, path: string): Promise<[status: number, text: string]> {
  const server = await listen(app)
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { method: 'POST', body: '{"a":1}' })
  const text = await response.text()
  await server.close()
  return [response.status, text]
}

describe.each([
  ['Express 5', express],
  ['Express 4', express4],
])('in an application of %s', (_name, version) => {
  it.each(['extended', 'simple', false, () => ({ SdkAppid: '1' })])(
    'does not ask the query parser %p',
    async (parser) => {
      const app = version().set('query parser', parser).post('/im/callback', imCallback(im))
      expect((await post(app, good))[0]).toBe(200)
      expect((await post(app, `${good}&SdkAppid=1400000000`))[1]).toContain('ambiguous_param')
    },
  )

  it('leaves other paths and methods of its route to others', async () => {
    const app = version().get('/im/callback', imCallback(im))
    app.use((req, res) => void res.status(404).send(`not ${req.method} ${req.path}`))
    expect(await post(app, good)).toEqual([404, 'not POST /im/callback'])
  })

  it('serves everything below the path it is used at', async () => {
    const app = version().use('/im', imCallback(im))
    expect((await post(app, good))[0]).toBe(200)
    expect((await post(app, good.replace('/im/', '/other/')))[0]).toBe(404)
  })
})
