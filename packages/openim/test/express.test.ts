import { CallbackHandler } from '@im-callback/core'
import { imCallback } from '@im-callback/express'
import { messageText, openim } from '@im-callback/openim'
import { listen, type RunningServer } from '@im-callback/testing/conformance'
import express from 'express'
import { silent } from './support/handler.js'

const secret = 'kJ3vXq0Zr8'
const message = {
  sendID: 'alice',
  callbackCommand: 'callbackBeforeSendSingleMsgCommand',
  contentType: 101,
  content: '{"content":"hello"}',
}

describe('OpenIM v3.8 through Express', () => {
  let server: RunningServer
  const online: string[] = []

  beforeAll(async () => {
    const im = new CallbackHandler({ protocol: openim({ secret }), logger: silent })
    im.on('callbackBeforeSendSingleMsgCommand', (event) => {
      if (messageText(event.body)?.includes('casino')) return event.reply.reject(20001, 'not here')
    })
    im.on('callbackAfterUserOnlineCommand', (event) => void online.push(event.body.userID))
    server = await listen(express().use('/cb', imCallback(im)))
  })
  afterAll(() => server.close())

  const post = async (path: string, body: object) => {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', operationID: 'op-1' },
      body: `${JSON.stringify(body)}\n`,
    })
    return { status: answer.status, body: await answer.json() }
  }

  it('lets a message go on', async () => {
    expect(await post(`/cb/${secret}/callbackBeforeSendSingleMsgCommand`, message)).toEqual({
      status: 200,
      body: { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 },
    })
  })

  it('refuses a message', async () => {
    const content = '{"content":"to the casino"}'
    const path = `/cb/${secret}//callbackBeforeSendSingleMsgCommand`
    expect(await post(path, { ...message, content })).toEqual({
      status: 200,
      body: { actionCode: 0, errCode: 20001, errMsg: 'not here', errDlt: '', nextCode: 1 },
    })
  })

  it('hands on what has happened', async () => {
    const body = { callbackCommand: 'callbackAfterUserOnlineCommand', userID: 'alice' }
    await post(`/cb/${secret}/callbackAfterUserOnlineCommand`, body)
    expect(online).toEqual(['alice'])
  })

  it('tells strangers nothing', async () => {
    expect(await post('/cb/guess/callbackBeforeSendSingleMsgCommand', message)).toEqual({
      status: 401,
      body: [],
    })
  })
})
