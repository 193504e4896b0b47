import { localRouter, pushTo, staticTokens, tokensBy } from '@im-callback/customer-service'
import {
  authenticatorConformance,
  pushSinkConformance,
  routerConformance,
  type TakenMessage,
} from '@im-callback/customer-service/conformance'

const user = { appId: 7n, uid: 2n ** 62n }

routerConformance({ name: 'local', open: async () => [localRouter()] })
authenticatorConformance({ name: 'static', open: async () => staticTokens({ tA: user }), token: 'tA', user })
authenticatorConformance({
  name: 'function',
  open: async () => tokensBy(({ token }) => (token === 'tA' ? user : undefined)),
  token: 'tA',
  user,
})
pushSinkConformance({
  name: 'function',
  open: async () => {
    const taken: TakenMessage[] = []
    const sink = pushTo(({ recipient, message }) => {
      const content = Buffer.from(message.content).toString()
      taken.push({ command: message.command, recipient: String(recipient.uid), content })
    })
    return { sink, taken: async () => taken }
  },
})

describe('what is given to them', () => {
  it('is checked, and a token is never named', async () => {
    expect(() => staticTokens({ 'secret-token': { appId: 7, uid: 1.5 } })).toThrow(
      /^(?!.*secret-token).*uid is 1.5/,
    )
    await expect(
      tokensBy(() => ({ appId: 2 ** 60, uid: 1 })).authenticate({
        token: 'secret-token',
        platform: 1,
        deviceId: '',
        address: undefined,
      }),
    ).rejects.toThrow(/^(?!.*secret-token).*appId is/)
  })
})
