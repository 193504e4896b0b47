import { unmarshal } from './decode.js'
import { type GoField, goType } from './go-type.js'
import { readJson } from './json.js'

const pointer = (name: string): GoField => ({ name, type: { kind: 'pointer', of: goType('string') } })
const field = (name: string, type: string, fields?: GoField[]): GoField => ({
  name,
  type: goType(type, fields),
})

/** The base fields of a reply, and one field of each kind. */
const reply: GoField[] = [
  field('actionCode', 'int32'),
  field('errCode', 'int32'),
  field('errMsg', 'string'),
  field('errDlt', 'string'),
  field('nextCode', 'int32'),
  pointer('ex'),
  field('userIDList', '[]string'),
  field('options', 'map[string]bool'),
  field('muteEndTime', 'int64'),
  field('seq', 'uint32'),
  field('msgDataList', 'string(base64)'),
  {
    name: 'offlinePushInfo',
    type: {
      kind: 'pointer',
      of: goType('object', [field('title', 'string'), field('iOSBadgeCount', 'bool')]),
    },
  },
  field('members', '[]object', [field('userID', 'string'), pointer('nickname')]),
]

const decoded = (text: string) => {
  const result = unmarshal(reply, text)
  return result.ok ? result.value : undefined
}
const errorOf = (text: string) => {
  const result = unmarshal(reply, text)
  return result.ok ? undefined : result.error
}

describe('what Go takes', () => {
  it.each<[text: string, value: object]>([
    ['{}', {}],
    ['null', {}],
    [' {"nextCode" : 1}\n', { nextCode: 1 }],
    ['{"nextCode":null,"errMsg":null}', {}],
    ['{"NEXTCODE":1,"ActionCode":2}', { nextCode: 1, actionCode: 2 }],
    ['{"u\u017ferIDList":["a"]}', { userIDList: ['a'] }],
    ['{"unknown":[[{"deep":1.5}]],"__proto__":{"nextCode":1},"constructor":0}', {}],
    ['{"errCode":-2147483648,"nextCode":2147483647}', { errCode: -2147483648, nextCode: 2147483647 }],
    ['{"errCode":-0}', { errCode: 0 }],
    ['{"muteEndTime":-9223372036854775808}', { muteEndTime: Number(-(2n ** 63n)) }],
    ['{"seq":4294967295}', { seq: 4294967295 }],
    ['{"nextCode":1,"nextCode":0}', { nextCode: 0 }],
    ['{"nextCode":1,"nextcode":null}', { nextCode: 1 }],
    ['{"ex":"a","ex":null}', {}],
    ['{"ex":""}', { ex: '' }],
    ['{"ex":"\\u003cb\\u003e \\ud83d\\ude00 \\ud800"}', { ex: '<b> \u{1f600} \ufffd' }],
    ['{"userIDList":null}', {}],
    ['{"userIDList":[]}', { userIDList: [] }],
    ['{"userIDList":["a",null]}', { userIDList: ['a', undefined] }],
    ['{"options":{"history":true,"":false,"__proto__":true}}', undefinedPrototype()],
    ['{"options":null}', {}],
    ['{"offlinePushInfo":{"TITLE":"t","iosbadgecount":true,"more":1}}', push('t')],
    ['{"offlinePushInfo":null}', {}],
    ['{"members":[{"userID":"a","nickname":null},{},null]}', { members: [{ userID: 'a' }, {}, undefined] }],
    ['{"msgDataList":"aGk="}', { msgDataList: 'aGk=' }],
    ['{"msgDataList":"aG\\r\\nk="}', { msgDataList: 'aG\r\nk=' }],
    ['{"msgDataList":[0,255]}', { msgDataList: [0, 255] }],
  ])('%s', (text, value) => {
    expect(errorOf(text)).toBeUndefined()
    expect(decoded(text)).toEqual(value)
  })
})

describe('what Go refuses', () => {
  it.each([
    ['', 'SyntaxError'],
    [' ', 'SyntaxError'],
    ['<html>', 'SyntaxError'],
    ['{"nextCode":1', 'SyntaxError'],
    ['{} {}', 'SyntaxError'],
    ['\ufeff{}', 'SyntaxError'],
    ['{"nextCode":01}', 'SyntaxError'],
    ['{nextCode:1}', 'SyntaxError'],
    ['{"errMsg":"a\nb"}', 'SyntaxError'],
    ['{"nextCode":NaN}', 'SyntaxError'],
    ['[]', 'array into struct at the top'],
    ['"OK"', 'string into struct'],
    ['1', 'number 1 into struct'],
    ['true', 'bool into struct'],
    ['{"nextCode":"0"}', 'string into integer at nextCode'],
    ['{"nextCode":""}', 'string into integer'],
    ['{"nextCode":1.0}', 'number 1.0 into integer'],
    ['{"nextCode":1e2}', 'number 1e2 into integer'],
    ['{"nextCode":2147483648}', 'number 2147483648 into integer'],
    ['{"nextCode":-2147483649}', 'number -2147483649 into integer'],
    ['{"muteEndTime":9223372036854775808}', 'into integer at muteEndTime'],
    ['{"seq":-1}', 'into integer at seq'],
    ['{"nextCode":true}', 'bool into integer'],
    ['{"nextCode":{}}', 'object into integer'],
    ['{"NEXTCODE":[]}', 'array into integer at nextCode'],
    ['{"nextCode":"0","nextCode":0}', 'string into integer'],
    ['{"errMsg":404}', 'number 404 into string'],
    ['{"ex":{"a":1}}', 'object into string at ex'],
    ['{"userIDList":"a"}', 'string into slice'],
    ['{"userIDList":{"0":"a"}}', 'object into slice'],
    ['{"userIDList":["a",1]}', 'number 1 into string at userIDList.1'],
    ['{"options":[]}', 'array into map'],
    ['{"options":{"history":1}}', 'number 1 into bool at options.history'],
    ['{"offlinePushInfo":{"iOSBadgeCount":1}}', 'number 1 into bool at offlinePushInfo.iOSBadgeCount'],
    ['{"offlinePushInfo":"hi"}', 'string into struct at offlinePushInfo'],
    ['{"members":[{"userID":7}]}', 'number 7 into string at members.0.userID'],
    ['{"msgDataList":"aGk"}', 'string into bytes'],
    ['{"msgDataList":"a_k="}', 'string into bytes'],
    ['{"msgDataList":[256]}', 'number 256 into integer at msgDataList.0'],
  ])('%s: %s', (text, error) => {
    expect(errorOf(text)).toContain(error)
  })

  it('reads to the depth of 10,000 and no further', () => {
    const nested = (depth: number) => `{"unknown":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`
    expect(errorOf(nested(10_000))).toBeUndefined()
    expect(errorOf(nested(10_001))).toContain('max depth')
  })
})

describe('readJson', () => {
  it.each(['{"a":[1,{"b":"c"}],"d":{}}', '[[],{},"",null,true,false,-1.5e-3]', '"\\"}{[]:,"', ' 1 '])(
    'reads %s as JSON.parse does',
    (text) => expect(plain(readJson(text))).toEqual(JSON.parse(text)),
  )
})

function plain(json: ReturnType<typeof readJson>): unknown {
  if (json.kind === 'null') return null
  if (json.kind === 'array') return json.items.map(plain)
  if (json.kind === 'object')
    return Object.fromEntries(json.members.map(([key, value]) => [key, plain(value)]))
  return json.kind === 'number' ? Number(json.literal) : json.value
}

function undefinedPrototype(): object {
  return {
    options: Object.fromEntries([
      ['history', true],
      ['', false],
      ['__proto__', true],
    ]),
  }
}

function push(title: string): object {
  return { offlinePushInfo: { title, iOSBadgeCount: true } }
}
