import { inspect } from 'node:util'
import { clientOf, secretKey } from './support/client.js'
import { closedPort, fail, startService } from './support/service.js'

const kick = { UserID: 'alice' }
const userSig = 'eJyrVg*xCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwokpuZl5mcUlRYkl'
const fixed = { secretKey: undefined, userSig, retry: { minDelay: 0, maxDelay: 0 } }

/** All that can be read from a value. */
const shown = (value: unknown) =>
  [inspect(value, { depth: 9, showHidden: true, getters: true }), String(value), JSON.stringify(value)].join()

describe('the key and the signature', () => {
  it('are not in a client', async () => {
    const client = clientOf(await startService())
    await client.account.kick(kick)
    expect(shown(client)).not.toContain(secretKey)
    expect(shown(client)).not.toContain('usersig')
  })

  it.each([
    ['the platform repeats the signature', () => fail(70003, `usersig ${userSig} is wrong`)],
    ['the answer is none', () => `no JSON: ${userSig}`],
    ['the connection breaks', undefined],
  ])('are not in an error when %s', async (_, answer) => {
    const url = answer === undefined ? await closedPort() : (await startService(answer)).url
    const failed = await clientOf({ url }, fixed)
      .account.kick(kick)
      .catch((error: unknown) => error)
    expect(failed).toMatchObject({ endpoint: 'im_open_login_svc/kick' })
    expect(shown(failed)).not.toContain(userSig)
  })

  it('are not in an error when a fetch of your own puts the address into its error', async () => {
    const fetch = async (input: unknown) => {
      throw new TypeError(`cannot fetch ${input}`, { cause: new Error(`no route to ${input}`) })
    }
    const client = clientOf({ url: 'http://127.0.0.1:9' }, { ...fixed, fetch })
    const failed = await client.account.kick(kick).catch((error: unknown) => error)
    expect(failed).toMatchObject({
      kind: 'transient',
      message: /no route to http:\/\/127\.0\.0\.1:9.*usersig=\[usersig\]/,
    })
    expect(shown(failed)).not.toContain(userSig)
  })

  it.each([
    ['cut off', (text: string) => text.slice(0, text.indexOf('usersig=') + 30)],
    ['escaped', (text: string) => text.replaceAll('*', '%2A')],
  ])('are not in an error that has the address %s', async (_, altered) => {
    const fetch = async (input: unknown) => {
      throw new TypeError(`cannot fetch ${altered(String(input))}`)
    }
    const client = clientOf({ url: 'http://127.0.0.1:9' }, { ...fixed, fetch })
    const failed = await client.account.kick(kick).catch((error: unknown) => error)
    expect(failed).toMatchObject({ message: /cannot fetch .*usersig=\[usersig\]/ })
    expect(shown(failed)).not.toContain(userSig.slice(0, 10))
  })

  it.each([
    { sdkAppId: secretKey, secretKey: 'x' },
    { userSig, baseUrl: 'nowhere' },
    { userSig, sign: 1 },
    { secretKey, region: 'moon' },
  ])('are not in what is said of options (%#)', (options) => {
    const make = () => clientOf({ url: 'http://127.0.0.1:9' }, { secretKey: undefined, ...options } as never)
    expect(make).toThrow(TypeError)
    expect(make).not.toThrow(new RegExp(`${secretKey}|${userSig}`))
  })
})
