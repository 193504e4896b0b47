import { Message } from '@im-callback/rest'
import { clientOf } from './support/client.js'
import { startService } from './support/service.js'

describe('a call', () => {
  it('is a POST of the body to the endpoint, signed for the admin', async () => {
    const service = await startService(() => ({ MsgKey: '1_2_3', MsgTime: 3 }))
    const sent = await clientOf(service).sendMessage(new Message().to('alice').text('hello'))
    expect(sent).toEqual({ MsgKey: '1_2_3', MsgTime: 3 })
    const [received] = service.received
    expect(received?.path).toBe('/v4/openim/sendmsg')
    expect(received?.body).toMatchObject({ To_Account: 'alice', MsgBody: [{ MsgType: 'TIMTextElem' }] })
  })
})
