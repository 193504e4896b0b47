import { Message, RestError, type TencentRest } from '../../src/index.js'
import { clientOf, now, start } from './app.js'
import { endpointNamed, kinds } from './catalogue.js'

/** The eight methods, each as it is called when nothing is wrong. */
const methods: Record<string, { endpoint: string; call: (client: TencentRest) => Promise<unknown> }> = {
  sendMessage: { endpoint: 'openim/sendmsg', call: (client) => client.sendMessage(hello()) },
  sendMessages: {
    endpoint: 'openim/batchsendmsg',
    call: (client) => client.sendMessages(hello().to('carol')),
  },
  importMessage: { endpoint: 'openim/importmsg', call: (client) => client.importMessage(hello().time(now)) },
  fetchMessages: {
    endpoint: 'openim/admin_getroammsg',
    call: (client) => client.fetchMessages(conversation),
  },
  pullMessages: {
    endpoint: 'openim/admin_getroammsg',
    call: (client) => client.pullMessages(conversation).next(),
  },
  revokeMessage: {
    endpoint: 'openim/admin_msgwithdraw',
    call: (client) => client.revokeMessage('alice', 'bob', `1_1_${now}`),
  },
  setMessageRead: {
    endpoint: 'openim/admin_set_msg_read',
    call: (client) => client.setMessageRead('bob', 'alice'),
  },
  getUnreadMessageNum: {
    endpoint: 'openim/get_c2c_unread_msg_num',
    call: (client) => client.getUnreadMessageNum('bob'),
  },
}

const conversation = { Operator_Account: 'bob', Peer_Account: 'alice' }
const hello = () => new Message().from('alice').to('bob').text('hello').seq(1).random(1)
/** What the platform may answer to every call. */
const general = [
  60002, 60003, 60006, 60007, 60008, 60010, 60011, 60012, 60016, 60018, 60021, 70003, 70009, 70500,
]

/** One code that says that what was asked for is so already. */
const isDone = (name: string, code: number) => name === 'revokeMessage' && code === 20023

describe.each(Object.entries(methods))('%s', (name, { endpoint, call }) => {
  const own = (endpointNamed(endpoint).errors ?? []).map(({ code }) => code)

  it.each([...own, ...general].filter((code) => !isDone(name, code)))(
    'rejects with %d as the catalogue has it',
    async (code) => {
      const server = await start()
      server.fail({ code, info: 'so it is' }, Infinity)
      const error = await call(clientOf(server)).then(
        () => undefined,
        (reason: unknown) => reason,
      )
      expect(RestError.is(error)).toBe(true)
      const resigned = kinds.get(code) === 'sign_again'
      expect(error).toMatchObject({
        code,
        info: 'so it is',
        endpoint,
        kind: kinds.get(code),
        attempts: resigned ? 2 : 1,
      })
      expect(server.requests.every((request) => request.endpoint === endpoint)).toBe(true)
    },
  )

  it('says whether it may have arrived when there is no answer', async () => {
    const server = await start()
    server.fail('reset')
    await expect(call(clientOf(server))).rejects.toMatchObject({ kind: 'transient', mayHaveArrived: true })
    server.fail({ status: 502 })
    await expect(call(clientOf(server))).rejects.toMatchObject({ kind: 'transient', status: 502 })
    server.fail({ status: 200, text: '<html>' })
    await expect(call(clientOf(server))).rejects.toMatchObject({ kind: 'invalid_response', status: 200 })
  })

  it('keeps key and signature out of what it throws', async () => {
    const server = await start()
    server.fail({ code: 91000 })
    const error = await call(clientOf(server)).catch((reason: unknown) => reason)
    const [request] = server.requests
    const shown = `${error instanceof Error ? error.stack : ''}${JSON.stringify(error)}${String(error)}`
    expect(request?.userSig).toMatch(/^eJ/)
    expect(shown).not.toContain(request?.userSig)
    expect(shown).not.toContain('a-key-for-tests')
  })
})
