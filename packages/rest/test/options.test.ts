import { regions, TencentRest, type TencentRestOptions } from '@im-callback/rest'
import { sdkAppId, secretKey } from './support/client.js'

const good = { sdkAppId, secretKey }

/** The address a client calls first, and the one it turns to. */
async function addressesOf(options: Partial<TencentRestOptions>) {
  const called: string[] = []
  const fetch = async (input: unknown) => {
    called.push(new URL(String(input)).origin)
    throw Object.assign(new Error('no route'), { code: 'ENETUNREACH' })
  }
  const retry = { attempts: 2, minDelay: 0, maxDelay: 0 }
  await new TencentRest({ ...good, ...options, fetch, retry }).robot.list().catch(() => undefined)
  return called
}

describe('a client', () => {
  it.each(Object.entries(regions))(
    'of %s calls its host, then the backup',
    async (region, [host, backup]) => {
      const called = await addressesOf({ region: region as keyof typeof regions })
      expect(called).toEqual([`https://${host}`, `https://${backup}`])
    },
  )

  it('is of China unless told otherwise', async () => {
    expect(await addressesOf({})).toEqual(['https://console.tim.qq.com', 'https://adminapi.my-imcloud.com'])
  })

  it('has no backup with an address of its own, unless that is given, too', async () => {
    const baseUrl = 'https://proxy.example/'
    expect(await addressesOf({ baseUrl })).toEqual(['https://proxy.example', 'https://proxy.example'])
    const both = await addressesOf({ baseUrl, backupUrl: 'https://other.example' })
    expect(both).toEqual(['https://proxy.example', 'https://other.example'])
  })

  it('may wait for no turn at all', () => {
    expect(() => new TencentRest({ ...good, rateLimit: { maxWait: 0 } })).not.toThrow()
  })

  it.each<[object, RegExp]>([
    [{ sdkAppId: 0 }, /TencentRest: sdkAppId is 0; give the app's number/],
    [{ secretKey: undefined }, /nothing to sign with; give one of secretKey, sign and userSig/],
    [{ userSig: 'text' }, /has secretKey and userSig; give one/],
    [{ secretKey: '' }, /secretKey is empty/],
    [{ secretKey: undefined, userSig: '' }, /userSig is none; it has letters/],
    [{ secretKey: undefined, sign: 'text' }, /sign is a string; give a function/],
    [{ fetch: {} }, /fetch is a object; give a function/],
    [{ identifier: '' }, /identifier is the id of an administrator account/],
    [{ region: 'moon' }, /region is "moon"; give one of china, singapore/],
    [{ region: 'toString' }, /region is "toString"/],
    [{ region: 'china', baseUrl: 'https://a.example' }, /region and baseUrl; give the one that is meant/],
    [{ baseUrl: 'console.tim.qq.com' }, /baseUrl is no address to call; give scheme and host/],
    [{ baseUrl: 'ftp://a.example' }, /baseUrl is no address/],
    [{ baseUrl: 'https://user:pass@a.example' }, /baseUrl is no address/],
    [{ backupUrl: 'https://a.example/?q=1' }, /backupUrl is no address/],
    [{ timeout: 0 }, /timeout is 0; give a number above 0/],
    [{ timeout: '10' }, /timeout is "10"/],
    [{ messageLimit: -1 }, /messageLimit is -1/],
    [{ userSigExpire: 0.5 }, /userSigExpire is 0.5; give whole seconds/],
    [{ retry: { attempts: 0 } }, /retry.attempts is 0; give a whole number, 1 or more/],
    [{ retry: { minDelay: 9, maxDelay: 1 } }, /give 0 <= minDelay <= maxDelay/],
    [{ retry: { attemps: 1 } }, /retry has no option "attemps". Did you mean "attempts"\?/],
    [{ retry: true }, /retry is true; give an object, or false/],
    [{ retry: null }, /retry is null; give an object, or false/],
    [{ rateLimit: true }, /rateLimit is true; give an object, or false/],
    [{ rateLimit: { maxWait: -1 } }, /rateLimit.maxWait is -1; give 0 or more/],
    [{ retryUnsafe: 'false' }, /retryUnsafe is "false"; give true or false/],
    [{ legacyFields: 1 }, /legacyFields is 1; give true or false/],
    [{ timers: {} }, /timers needs set and clear/],
    [{ sdkAppId: 1n }, /sdkAppId is a bigint; give the app's number/],
    [{ sdkAppId: 'abc' }, /sdkAppId is a text that is no number; give the app's number/],
    [{ rateLimit: { max: 1 } }, /rateLimit has no option "max"/],
    [{ secretkey: 'x' }, /TencentRest has no option "secretkey". Did you mean "secretKey"\?/],
  ])('refuses %p', (wrong, said) => {
    expect(() => new TencentRest({ ...good, ...wrong })).toThrow(said)
  })
})
