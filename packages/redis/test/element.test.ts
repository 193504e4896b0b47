import fc from 'fast-check'
import { readElement, writeElement } from '../src/queue/element.js'
import { job } from './support/jobs.js'

const now = 1_700_000_000_000

/** As `encoding/json` writes a `CallbackEvent`: HTML characters escaped, nil as null, bytes as base64. */
const fromGo = {
  complete:
    '{"CallbackCommand":"Group.CallbackAfterSendMsg","URLParams":{"SdkAppid":"888888","CallbackCommand":"Group.CallbackAfterSendMsg","ContentType":"json","ClientIP":"127.0.0.1","OptPlatform":"RESTAPI"},"Body":"eyJUZXh0IjoiPGI+JiDkvaDlpb08L2I+In0=","Handler":{}}',
  sparse:
    '{"CallbackCommand":"C2C.CallbackAfterSendMsg","URLParams":{"SdkAppid":"888888","CallbackCommand":"","ContentType":"json","ClientIP":"","OptPlatform":""},"Body":"e30=","Handler":null}',
  escaped:
    '{"CallbackCommand":"a\\u003cb\\u0026c\\u003e\\u2028","URLParams":{"SdkAppid":"\\u003c\\u0026\\u003e","CallbackCommand":"","ContentType":"","ClientIP":"","OptPlatform":""},"Body":"","Handler":null}',
  empty: '{"CallbackCommand":"C2C.CallbackAfterSendMsg","URLParams":null,"Body":null,"Handler":null}',
}

describe('an element of the Go library', () => {
  it('is read, with what it says', () => {
    const { job: read, interruptions } = readElement(fromGo.complete, now)
    expect(read).toEqual({
      CallbackCommand: 'Group.CallbackAfterSendMsg',
      URLParams: {
        SdkAppid: '888888',
        CallbackCommand: 'Group.CallbackAfterSendMsg',
        ContentType: 'json',
        ClientIP: '127.0.0.1',
        OptPlatform: 'RESTAPI',
      },
      Body: '{"Text":"<b>& 你好</b>"}',
      Id: expect.stringMatching(/^888888:Group\.CallbackAfterSendMsg:[\w-]{43}$/),
      ReceivedAt: now,
      Attempt: 1,
    })
    expect(interruptions).toBe(0)
  })

  it('leaves out what Go writes as empty', () => {
    expect(readElement(fromGo.sparse, now).job.URLParams).toEqual({
      SdkAppid: '888888',
      CallbackCommand: '',
      ContentType: 'json',
    })
  })

  it('may have its HTML characters escaped', () => {
    const { job: read } = readElement(fromGo.escaped, now)
    expect(read.CallbackCommand).toBe('a<b&c>\u2028')
    expect(read.URLParams.SdkAppid).toBe('<&>')
  })

  it('may have no parameters and no body', () => {
    const { job: read } = readElement(fromGo.empty, now)
    expect(read).toMatchObject({ URLParams: { SdkAppid: '', CallbackCommand: '' }, Body: '' })
  })

  it('has an id that is equal for equal events, and for no others', () => {
    const id = (text: string) => readElement(text, now).job.Id
    expect(id(fromGo.complete)).toBe(readElement(fromGo.complete, now + 1).job.Id)
    const others = [
      fromGo.complete.replace('eyJUZXh0', 'eyJUZXg0'),
      fromGo.complete.replace('888888', '888889'),
      fromGo.complete.replace('"Group.CallbackAfterSendMsg","URLParams"', '"Group.Other","URLParams"'),
    ]
    expect(new Set([fromGo.complete, ...others].map(id)).size).toBe(4)
  })
})

describe('an element of ours', () => {
  it('has the members of the Go library first, of the types Go takes, and ours behind them', () => {
    const text = writeElement({ job: job(7, { Body: '<你好>&' }), interruptions: 0 })
    expect(text).toBe(
      '{"CallbackCommand":"C2C.CallbackAfterSendMsg","URLParams":{"SdkAppid":"1400000000","CallbackCommand":"C2C.CallbackAfterSendMsg","ContentType":"","ClientIP":"","OptPlatform":""},"Body":"POS9oOWlvT4m","Id":"7","ReceivedAt":1669872112000,"Attempt":1}',
    )
  })

  it('has no member that Go, which ignores case, would take for one of its own', () => {
    const members = Object.keys(JSON.parse(writeElement({ job: job(1), interruptions: 3 })))
    const lower = members.map((name) => name.toLowerCase())
    expect(new Set(lower).size).toBe(members.length)
    expect(members).toEqual([
      'CallbackCommand',
      'URLParams',
      'Body',
      'Id',
      'ReceivedAt',
      'Attempt',
      'Interruptions',
    ])
    expect(lower).not.toContain('handler')
  })

  it('comes back as it was', () => {
    const wellFormed = fc.string({ unit: 'binary' })
    const filled = fc.string({ unit: 'binary', minLength: 1 })
    const params = fc.record(
      {
        SdkAppid: wellFormed,
        CallbackCommand: wellFormed,
        ContentType: filled,
        ClientIP: filled,
        OptPlatform: filled,
      },
      { requiredKeys: ['SdkAppid', 'CallbackCommand'], noNullPrototype: true },
    )
    const jobs = fc.record({
      CallbackCommand: wellFormed,
      URLParams: params,
      Body: wellFormed,
      Id: filled,
      ReceivedAt: fc.integer(),
      Attempt: fc.integer({ min: 1 }),
    })
    fc.assert(
      fc.property(jobs, fc.nat(), (given, interruptions) => {
        const element = { job: given, interruptions }
        expect(readElement(writeElement(element), now)).toEqual(element)
      }),
      { seed: 20, numRuns: 300 },
    )
  })
})

describe('what is no job', () => {
  const good = JSON.parse(writeElement({ job: job(1), interruptions: 0 }))
  const cases: Record<string, [unknown, RegExp]> = {
    'not JSON': ['secret', /is JSON/],
    'an empty text': ['', /is JSON/],
    null: [null, /Body is base64/],
    'an array': [[1], /Body is base64/],
    'no command': [{ ...good, CallbackCommand: undefined }, /CallbackCommand is a text/],
    'a command that is a number': [{ ...good, CallbackCommand: 1 }, /CallbackCommand is a text/],
    'parameters that are a text': [{ ...good, URLParams: 'secret' }, /URLParams is an object/],
    'a parameter that is a number': [{ ...good, URLParams: { ClientIP: 1 } }, /URLParams.ClientIP is a text/],
    'no body': [{ ...good, Body: undefined }, /Body is base64/],
    'a body that is an object': [{ ...good, Body: {} }, /Body is base64/],
    'a body that is no base64': [{ ...good, Body: 'secret!!' }, /Body is base64/],
    'a body that is cut inside base64': [{ ...good, Body: 'e3' }, /Body is base64/],
    'a body that is cut inside a character': [{ ...good, Body: '5L0=' }, /Body is UTF-8/],
    'an id that is a number': [{ ...good, Id: 1 }, /Id is a text/],
    'a time that is a text': [{ ...good, ReceivedAt: '1' }, /ReceivedAt is a number/],
    'attempt 0': [{ ...good, Attempt: 0 }, /Attempt is a whole number from 1/],
    'attempt 1.5': [{ ...good, Attempt: 1.5 }, /Attempt is a whole number from 1/],
    'a negative count of interruptions': [{ ...good, Interruptions: -1 }, /Interruptions is a whole number/],
  }
  for (const [name, [value, message]] of Object.entries(cases)) {
    it(`is refused, and nothing of it told: ${name}`, () => {
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      expect(() => readElement(text, now)).toThrow(message)
      expect(() => readElement(text, now)).not.toThrow(/secret/)
    })
  }

  it('whatever it is, it is read as a job or refused with a TypeError', () => {
    const any = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((text) => `{"Body":"e30=","URLParams":${text}}`),
    )
    fc.assert(
      fc.property(any, (text) => {
        try {
          readElement(text, now)
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError)
        }
      }),
      { seed: 21, numRuns: 500 },
    )
  })

  it('reaches no prototype', () => {
    const text = JSON.stringify(good).replace('"SdkAppid"', '"__proto__":{"polluted":"1"},"SdkAppid"')
    expect(() => readElement(text, now)).toThrow(/__proto__ is a text/)
    const asText = JSON.stringify(good).replace('"SdkAppid"', '"__proto__":"polluted","SdkAppid"')
    const { job: read } = readElement(asText, now)
    expect(Object.getPrototypeOf(read.URLParams)).toBe(Object.prototype)
  })
})
