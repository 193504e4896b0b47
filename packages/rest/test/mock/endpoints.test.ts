import { RestError } from '../../src/index.js'
import { clientOf, start } from './app.js'
import { bodyOf, type Endpoint, endpoints, isCurrent, isRequired, kinds } from './catalogue.js'

type Calls = Record<string, Record<string, (body: object) => Promise<object>>>
type AnyCall = (endpoint: string, body: object) => Promise<object>

/** A server with the one message that recalls and changes need, and a client that takes any body. */
async function connected() {
  const server = await start()
  const client = clientOf(server)
  const MsgBody = [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'hello' } }] as const
  const message = { From_Account: 'alice', To_Account: 'bob', MsgSeq: 1, MsgRandom: 100, MsgBody }
  await client.call('openim/sendmsg', message)
  const call: AnyCall = (endpoint, body) => client.call(endpoint as 'openim/sendmsg', body as never)
  return { server, client, call }
}

/** At least one of them has to be there, which required fields cannot say. */
const extra: { readonly [endpoint: string]: object } = {
  'openim/modify_c2c_msg': { CloudCustomData: 'changed' },
}

/** What an answer has only when it is asked for, or when something failed. */
const sometimes = new Set(['C2CUnreadMsgNumList', 'ErrorList'])

const minimal = ({ endpoint, request }: Endpoint) => ({ ...bodyOf(request, isRequired), ...extra[endpoint] })
const memberOf = (area: string) => area.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

it('the catalogue has 145 endpoints', () => {
  expect(endpoints).toHaveLength(145)
})

describe.each(endpoints.map((each) => [each.endpoint, each] as const))('%s', (endpoint, entry) => {
  it('answers every field of the catalogue to what it needs at least', async () => {
    const { call } = await connected()
    const answer = await call(endpoint, minimal(entry))
    expect(answer).toMatchObject({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' })
    const fields = entry.response.map(({ name }) => name).filter((name) => !sometimes.has(name))
    expect(Object.keys(answer)).toEqual(expect.arrayContaining(fields))
  })

  it('is also a method of its area', async () => {
    const { server, client } = await connected()
    const calls = client as unknown as Calls
    const answer = await calls[memberOf(entry.area)]?.[entry.method]?.(minimal(entry))
    expect(answer).toMatchObject({ ErrorCode: 0 })
    expect(server.requests.at(-1)).toMatchObject({ endpoint, body: minimal(entry) })
  })

  it('takes every field there is', async () => {
    const { call } = await connected()
    for (const fields of [entry.request, ...(entry.variants ?? [])]) {
      expect(await call(endpoint, bodyOf(fields, isCurrent))).toMatchObject({ ErrorCode: 0 })
    }
  })

  const required = entry.request.filter(isRequired).map(({ name }) => name)
  if (required.length === 0) return
  it.each(required)('fails without %s', async (name) => {
    const { call } = await connected()
    const { [name]: _left, ...body } = { ...minimal(entry) } as Record<string, unknown>
    const error = await call(endpoint, body).catch((reason: unknown) => reason)
    expect(RestError.is(error)).toBe(true)
    expect(error).toMatchObject({ endpoint, attempts: 1, status: 200, info: expect.stringContaining(name) })
    const { code, kind } = error as RestError
    expect(kind).toBe(kinds.get(code ?? 0))
    expect(['caller', 'configuration']).toContain(kind)
  })
})
