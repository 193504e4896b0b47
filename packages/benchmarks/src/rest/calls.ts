/** Makes one call, and throws unless it succeeded. */
export type MakeCall = () => Promise<void>

const account = { sdkAppId: 1400000000, identifier: 'administrator' }
const secretKey = 'a key for measuring, of no app at all'
const content = { From_Account: 'alice', To_Account: 'bob' }
const body = [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: 'see you at eight, bring the map' } }]

/** `fetch` in a loop: a signature made beforehand, the body written, the answer parsed, the code looked at. */
export async function bareFetch(baseUrl: string): Promise<MakeCall> {
  const { UserSig } = await import('@im-callback/rest')
  const userSig = await new UserSig({ sdkAppId: account.sdkAppId, secretKey }).sign(account.identifier)
  const who = `sdkappid=${account.sdkAppId}&identifier=${account.identifier}&usersig=${userSig}`
  return async () => {
    const random = Math.floor(Math.random() * 2 ** 32)
    const response = await fetch(`${baseUrl}/v4/openim/sendmsg?${who}&random=${random}&contenttype=json`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...content, MsgRandom: random, MsgBody: body }),
    })
    const answer: { ErrorCode?: unknown } = JSON.parse(await response.text())
    if (answer.ErrorCode !== 0) throw new Error(`The service answered ${answer.ErrorCode}`)
  }
}

/** The client as an app uses it, but without the rate limit, which is what it is for. */
export async function ourClient(baseUrl: string): Promise<MakeCall> {
  const { Message, TencentRest } = await import('@im-callback/rest')
  const client = new TencentRest({ ...account, secretKey, baseUrl, rateLimit: false })
  return async () => {
    const message = new Message()
      .from('alice')
      .to('bob')
      .add(...body)
    const { MsgKey } = await client.sendMessage(message)
    if (MsgKey === '') throw new Error('The service answered no key')
  }
}
