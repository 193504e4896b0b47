import { off, on, tencentSign } from '@im-callback/core'
import { imCallback } from '@im-callback/koa'
import { listen } from '@im-callback/testing/conformance'
import Koa from 'koa'

it('serves the default handler, configured by the environment, when it is given none', async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined)
  process.env.IM_SDK_APP_ID = '1400000009'
  process.env.IM_CALLBACK_TOKEN = 'token-of-the-environment'
  on('C2C.CallbackBeforeSendMsg', (event) => event.reply.reject(120009, 'by default'))
  const server = await listen(new Koa().use(imCallback(undefined, { path: '/im/callback' })).callback())
  const time = Math.floor(Date.now() / 1000)
  const post = async (token: string) => {
    const sign = await tencentSign(token, time)
    const query = `SdkAppid=1400000009&CallbackCommand=C2C.CallbackBeforeSendMsg&RequestTime=${time}&Sign=${sign}`
    const response = await fetch(`http://127.0.0.1:${server.port}/im/callback?${query}`, {
      method: 'POST',
      body: '{}',
    })
    return response.json()
  }

  expect(await post('token-of-the-environment')).toEqual({
    ActionStatus: 'OK',
    ErrorCode: 120009,
    ErrorInfo: 'by default',
  })
  expect(await post('another')).toMatchObject({ ActionStatus: 'FAIL', ErrorCode: 401 })

  off('C2C.CallbackBeforeSendMsg')
  await server.close()
})
