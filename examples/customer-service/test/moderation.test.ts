import { CallbackHandler, type MsgElement } from '@im-callback/core'
import { customer } from '@im-callback/customer-service'
import { moderate } from '../src/moderation.js'

const text = (Text: string): MsgElement => ({ MsgType: 'TIMTextElem', MsgContent: { Text } })
const ok = { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }

const service = new CallbackHandler({ protocol: customer() })
service.on('Customer.BeforeSendMessage', moderate)
const tencent = new CallbackHandler()
tencent.on('C2C.CallbackBeforeSendMsg', moderate)

const params = { SdkAppid: '7' }
const judges = {
  'customer service': (MsgBody: MsgElement[]) =>
    service.handle(service.createEvent('Customer.BeforeSendMessage', params, JSON.stringify({ MsgBody }))),
  Tencent: (MsgBody: MsgElement[]) =>
    tencent.handle(tencent.createEvent('C2C.CallbackBeforeSendMsg', params, JSON.stringify({ MsgBody }))),
}

describe.each(Object.entries(judges))('one rule for messages of %s', (_, judge) => {
  it.each([
    ['good morning', ok],
    ['Casino tonight', { ...ok, ErrorCode: 120001, ErrorInfo: '"casino" is not welcome here' }],
    ['去赌博', { ...ok, ErrorCode: 120001, ErrorInfo: '"赌博" is not welcome here' }],
    ['DAMN it', { ...ok, MsgBody: [text('**** it')] }],
  ])('%s', async (said, reply) => {
    expect(await judge([text(said)])).toEqual(reply)
  })

  it('reads what is no text as well: the page shows it as it is', async () => {
    const custom = (Data: string): MsgElement => ({
      MsgType: 'TIMCustomElem',
      MsgContent: { Data, Desc: '', Ext: '' },
    })
    expect(await judge([custom('{"read":"0123456789abcdef"}')])).toEqual(ok)
    expect(await judge([custom('{"note":"casino"}')])).toMatchObject({ ErrorCode: 120001 })
  })
})
