import { CallbackHandler, tencent } from '@im-callback/core'
import { createFetchHandler } from '@im-callback/core/fetch'

const silent = { warn: () => undefined, error: () => undefined }
const im = new CallbackHandler({
  protocol: tencent({ sdkAppId: 1400000000 }),
  bodyLimit: 1000,
  logger: silent,
})
im.fallback((event) => ({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: event.rawBody }))
const handle = createFetchHandler(im)

const url = 'https://im.example.com/im/callback?SdkAppid=1400000000&CallbackCommand=Test.Echo'
const post = (body?: RequestInit['body'], target = url) =>
  new Request(target, { method: 'POST', body, duplex: 'half' })

async function answerTo(request: Request, by = handle): Promise<[status: number, info: string]> {
  const response = await by(request)
  const { ErrorInfo }: { ErrorInfo: string } = JSON.parse(await response.text())
  return [response.status, response.ok ? ErrorInfo : ErrorInfo.replace(/:.*/, '')]
}

/** A body that comes in these pieces, and then ends, breaks or goes on for ever. */
function stream(
  pieces: string[],
  end: 'ends' | 'breaks' | 'goes on',
): { body: ReadableStream; taken: () => number } {
  let taken = 0
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const piece = pieces[taken] ?? (end === 'goes on' ? pieces[0] : undefined)
    taken++
    if (piece !== undefined) controller.enqueue(new TextEncoder().encode(piece))
    else if (end === 'ends') controller.close()
    else controller.error(new TypeError('terminated'))
  }
  return { body: new ReadableStream({ pull }, { highWaterMark: 0 }), taken: () => taken }
}

describe('the fetch handler, called with a Request', () => {
  it('answers with a JSON Response', async () => {
    const response = await handle(post('{"a":1}'))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(await response.json()).toEqual({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '{"a":1}' })
  })

  it('reads bytes, blobs and streams alike', async () => {
    expect(await answerTo(post(new TextEncoder().encode('{"a":1}')))).toEqual([200, '{"a":1}'])
    expect(await answerTo(post(new Blob(['{"a":', '1}'])))).toEqual([200, '{"a":1}'])
    expect(await answerTo(post(stream(['{"a"', ':', '1}'], 'ends').body))).toEqual([200, '{"a":1}'])
  })

  it.each([
    ['no body', undefined, 'invalid_json'],
    ['an empty body', '', 'invalid_json'],
    ['a body past the limit', 'x'.repeat(1001), 'body_too_large'],
    ['a stream that breaks', stream(['{"a":'], 'breaks').body, 'body_incomplete'],
  ])('answers %s with the answer of the error table', async (_name, body, code) => {
    expect((await answerTo(post(body)))[1]).toBe(code)
  })

  it('lets go of a stream that never ends', async () => {
    const { body, taken } = stream(['x'.repeat(100)], 'goes on')
    expect(await answerTo(post(body))).toEqual([413, 'body_too_large'])
    expect(taken()).toBe(11)
  })

  it('reads nothing of a request it refuses', async () => {
    const { body, taken } = stream(['{}'], 'ends')
    expect(await answerTo(post(body, url.replace('SdkAppid', 'x')))).toEqual([403, 'unknown_app'])
    expect(taken()).toBe(0)
  })

  it('says what to do when something has used the body before', async () => {
    const used = post('{"a":1}')
    await used.text()
    expect(await answerTo(used)).toEqual([500, 'body_already_read'])
    const locked = post('{"a":1}')
    locked.body?.getReader()
    expect(await answerTo(locked)).toEqual([500, 'body_already_read'])
    const cloned = post('{"a":1}')
    await cloned.clone().text()
    expect(await answerTo(cloned)).toEqual([200, '{"a":1}'])
  })

  it('refuses other methods, and says which it takes', async () => {
    const response = await handle(new Request(url))
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it.each(['https://im.example.com', 'https://im.example.com?SdkAppid=1400000000'])(
    'takes %s for a URL',
    async (bare) => {
      const [status] = await answerTo(post('{"CallbackCommand":"Test.Echo"}', bare))
      expect(status).toBe(bare.includes('?') ? 200 : 403)
    },
  )

  it('counts the bytes of a body that declares too few, and lets go of it', async () => {
    const { body, taken } = stream(['x'.repeat(100)], 'goes on')
    const request = new Request(url, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-length': '2' },
    })
    expect(await answerTo(request)).toEqual([413, 'body_too_large'])
    expect(taken()).toBe(11)
  })

  it('cancels a body that comes too slowly', async () => {
    const cancelled = new Promise<unknown>((resolve) => {
      const slow = new CallbackHandler({
        protocol: tencent({ sdkAppId: 1400000000 }),
        logger: silent,
        deadline: 20,
      })
      const body = new ReadableStream({ pull: () => new Promise(() => undefined), cancel: resolve })
      void createFetchHandler(slow)(post(body)).then(({ status }) => expect(status).toBe(408))
    })
    await cancelled
  })

  it('reads a body of declared length at once where it may trust it', async () => {
    const trusting = createFetchHandler(im, { trustContentLength: true })
    const declared = (body: RequestInit['body'], length: number) =>
      new Request(url, {
        method: 'POST',
        body,
        duplex: 'half',
        headers: { 'content-length': String(length) },
      })
    expect(await answerTo(declared('{"a":1}', 7), trusting)).toEqual([200, '{"a":1}'])
    expect(await answerTo(post('{"a":1}'), trusting)).toEqual([200, '{"a":1}'])
    expect(await answerTo(declared('x'.repeat(2000), 7), trusting)).toEqual([413, 'body_too_large'])
    const broken = declared(stream(['{"a":'], 'breaks').body, 7)
    expect(await answerTo(broken, trusting)).toEqual([400, 'body_incomplete'])
    const locked = declared('{"a":1}', 7)
    locked.body?.getReader()
    expect(await answerTo(locked, trusting)).toEqual([500, 'body_already_read'])
  })

  it('says what it was given instead of a handler', () => {
    expect(() => createFetchHandler({ trustContentLength: true } as never)).toThrow(
      'takes a CallbackHandler, not { trustContentLength }',
    )
    expect(() => createFetchHandler(im, { trust: true } as never)).toThrow('has no option "trust"')
  })
})
