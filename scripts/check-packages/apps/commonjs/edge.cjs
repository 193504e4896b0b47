'use strict'
// A worker: web APIs and nothing of Node, neither modules nor globals.
const assert = require('node:assert/strict')
const Module = require('node:module')
const { report } = require('./post-callback.cjs')

const nodeGlobals = ['process', 'Buffer', 'global', 'setImmediate', 'clearImmediate']

/** Loads packages where Node's modules cannot be loaded, and its globals are undefined: parameters that nobody gives. */
function load() {
  const { _load, wrap } = Module
  Module._load = (name, ...rest) => {
    assert.ok(!Module.isBuiltin(name), `loads ${name}`)
    return _load(name, ...rest)
  }
  Module.wrap = (code) => wrap(code).replace('__dirname', `__dirname, ${nodeGlobals.join(', ')}`)
  try {
    const core = { ...require('@im-callback/core'), ...require('@im-callback/core/fetch') }
    return { ...core, ...require('@im-callback/rest') }
  } finally {
    Object.assign(Module, { _load, wrap })
  }
}

const sdkAppId = 1400000000
const secretKey = 'a-key'

report({
  'a UserSig is made and checked': async () => {
    const { UserSig } = load()
    const signer = new UserSig({ sdkAppId, secretKey })
    const userbuf = signer.userbuf('alice', { room: 1 })
    const text = await signer.sign('alice', { userbuf })
    assert.equal((await signer.verify(text, { identifier: 'alice', userbuf })).valid, true)
    assert.equal((await signer.verify('nonsense', { identifier: 'alice' })).valid, false)
  },
  'a callback comes in, and a call goes out': async () => {
    const { CallbackHandler, createFetchHandler, Message, TencentRest, tencent } = load()
    const sent = []
    const fetch = async (_url, { body }) => {
      sent.push(JSON.parse(body))
      return Response.json({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '', MsgKey: '1_2_3' })
    }
    const rest = new TencentRest({ sdkAppId, secretKey, fetch })
    const im = new CallbackHandler({ protocol: tencent({ sdkAppId }), rest })
    im.on('C2C.CallbackAfterSendMsg', async (event) => {
      await event.rest.sendMessage(new Message().to(event.body.From_Account).text('seen'))
    })
    const query = `SdkAppid=${sdkAppId}&CallbackCommand=C2C.CallbackAfterSendMsg`
    const body = JSON.stringify({
      CallbackCommand: 'C2C.CallbackAfterSendMsg',
      From_Account: 'alice',
      To_Account: 'bob',
    })
    const answer = await createFetchHandler(im)(
      new Request(`https://a.example/?${query}`, { method: 'POST', body }),
    )
    assert.equal((await answer.json()).ErrorCode, 0)
    assert.deepEqual(
      sent.map(({ To_Account }) => To_Account),
      ['alice'],
    )
  },
})
