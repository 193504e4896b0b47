'use strict'
// What the apps have in common: a signed callback, as the platform sends it, and what must come back.
const assert = require('node:assert/strict')
const { createHash } = require('node:crypto')
const { once } = require('node:events')
const { createServer } = require('node:http')
const { connect } = require('node:net')

const app = { sdkAppId: 1400000000, token: 'a-token' }
const path = '/im/callback'

/** Refuses messages that say "spam", and nothing else. */
function moderate(event) {
  const first = event.body.MsgBody[0]
  if (first?.MsgType === 'TIMTextElem' && first.MsgContent.Text.includes('spam')) {
    return event.reply.reject(120001, 'no advertising')
  }
}

/** Serves with a request listener on a free port, and posts to it. */
async function answersCallbacks(listener) {
  const server = createServer(listener)
  await answersWhileListening({
    async listen() {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      return `http://127.0.0.1:${server.address().port}`
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  })
}

/** Posts to what listens by itself: `listen` answers where. After `close` nobody answers there any more. */
async function answersWhileListening({ listen, close }) {
  const origin = await listen()
  const url = origin + path
  try {
    const refused = await post(url, 'buy spam', app.token)
    assert.equal(refused.status, 200)
    assert.deepEqual(refused.body, { ActionStatus: 'OK', ErrorCode: 120001, ErrorInfo: 'no advertising' })
    const allowed = await post(url, 'hello', app.token)
    assert.equal(allowed.status, 200)
    assert.deepEqual(allowed.body, { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' })
    const forged = await post(url, 'hello', 'another-token')
    assert.equal(forged.status, 401)
    assert.equal(forged.body.ActionStatus, 'FAIL')
  } finally {
    await close()
  }
  const { hostname: host, port } = new URL(origin)
  await assert.rejects(once(connect({ host, port }), 'connect'), { code: 'ECONNREFUSED' })
}

async function post(url, text, token) {
  const time = String(Math.floor(Date.now() / 1000))
  const query = new URLSearchParams({
    SdkAppid: String(app.sdkAppId),
    CallbackCommand: 'C2C.CallbackBeforeSendMsg',
    contenttype: 'json',
    ClientIP: '192.0.2.1',
    OptPlatform: 'iOS',
    Sign: createHash('sha256')
      .update(token + time)
      .digest('hex'),
    RequestTime: time,
  })
  const response = await fetch(`${url}?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      CallbackCommand: 'C2C.CallbackBeforeSendMsg',
      From_Account: 'jared',
      To_Account: 'Johnny',
      MsgSeq: 48374,
      MsgRandom: 2837546,
      MsgTime: Number(time),
      MsgKey: '48374_2837546_1557481126',
      OnlineOnlyFlag: 0,
      MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: text } }],
      CloudCustomData: '',
    }),
  })
  return { status: response.status, body: await response.json() }
}

/** Tells scripts/check-packages/run.mjs, line by line, how each check went. */
async function report(checks) {
  for (const [name, run] of Object.entries(checks)) {
    const problem = await Promise.resolve()
      .then(run)
      .then(
        () => undefined,
        (error) => error.stack,
      )
    console.log(JSON.stringify({ name, problem }))
  }
  console.log(JSON.stringify({ name: 'end' }))
}

module.exports = { answersCallbacks, answersWhileListening, app, moderate, path, report }
