import { readContent } from '../page/model/content.js'
import { Conversation } from '../page/model/conversation.js'

const encoder = new TextEncoder()
const content = (value: unknown) => readContent(encoder.encode(JSON.stringify(value)))

/** A conversation, and what happens in it in a word each. */
function talk() {
  const conversation = new Conversation()
  const take = (isMine: boolean) => (value: unknown) =>
    conversation.take({ content: content(value), isMine, at: 1 })
  return { conversation, mine: take(true), theirs: take(false) }
}

const ticks = ({ lines }: Conversation) => lines.map(({ text, tick }) => `${text} ${tick}`)

describe('content', () => {
  it.each([
    ['{"text":"hi","uuid":"a"}', { kind: 'text', text: 'hi', uuid: 'a' }],
    ['{"text":"hi","uuid":7}', { kind: 'text', text: 'hi', uuid: undefined }],
    ['{"read":"a"}', { kind: 'read', upTo: 'a' }],
    ['{"received":"a"}', { kind: 'received', upTo: 'a' }],
    ['plain', { kind: 'text', text: 'plain', uuid: undefined }],
    ['{"text":{}}', { kind: 'text', text: '{"text":{}}', uuid: undefined }],
    ['{"__proto__":{"text":"no"}}', { kind: 'text', text: '{"__proto__":{"text":"no"}}', uuid: undefined }],
    ['null', { kind: 'text', text: 'null', uuid: undefined }],
  ])('of %s', (text, expected) => {
    expect(readContent(encoder.encode(text))).toEqual(expected)
  })
})

describe('ticks', () => {
  it('go from waiting over sent and received to read', () => {
    const { conversation, mine, theirs } = talk()
    conversation.write('hi', 'a')
    expect(ticks(conversation)).toEqual(['hi waiting'])
    mine({ text: 'hi', uuid: 'a' })
    expect(ticks(conversation)).toEqual(['hi sent'])
    theirs({ received: 'a' })
    expect(ticks(conversation)).toEqual(['hi received'])
    theirs({ read: 'a' })
    expect(ticks(conversation)).toEqual(['hi read'])
  })

  it('count for everything before, and never go back', () => {
    const { conversation, mine, theirs } = talk()
    for (const uuid of ['a', 'b', 'c']) mine({ text: uuid, uuid })
    theirs({ read: 'b' })
    theirs({ received: 'a' })
    theirs({ read: 'a' })
    theirs({ read: 'unknown' })
    expect(ticks(conversation)).toEqual(['a read', 'b read', 'c sent'])
  })

  it('know a receipt that overtakes the ACK', () => {
    const { conversation, mine, theirs } = talk()
    conversation.write('hi', 'a')
    theirs({ received: 'a' })
    mine({ text: 'hi', uuid: 'a' })
    expect(ticks(conversation)).toEqual(['hi received'])
  })

  it('are not moved by receipts of our own', () => {
    const { conversation, mine } = talk()
    mine({ text: 'hi', uuid: 'a' })
    mine({ read: 'a' })
    mine({ received: 'a' })
    expect(ticks(conversation)).toEqual(['hi sent'])
  })

  it('end where the server refuses or drops, and what comes later stands below', () => {
    const { conversation, mine } = talk()
    conversation.write('bad', 'a')
    conversation.write('gone', 'b')
    conversation.refused('a')
    conversation.dropped('b')
    mine({ text: 'good', uuid: 'c' })
    expect(ticks(conversation)).toEqual(['bad refused', 'gone sent', 'good sent'])
  })

  it('keep the line the same when it is stored', () => {
    const { conversation, mine } = talk()
    conversation.write('hi', 'a')
    const before = conversation.last?.id
    mine({ text: '**', uuid: 'a' })
    expect(conversation.lines).toEqual([{ id: before, text: '**', at: 1, tick: 'sent' }])
  })
})

describe('unread messages', () => {
  it('are those of the other side since we read', () => {
    const { conversation, mine, theirs } = talk()
    theirs({ text: 'one', uuid: 'a' })
    theirs({ text: 'two', uuid: 'b' })
    theirs({ text: 'three', uuid: 'c' })
    expect([conversation.unread, conversation.unconfirmed]).toEqual([3, 'c'])
    mine({ read: 'b' })
    expect([conversation.unread, conversation.unconfirmed]).toEqual([1, 'c'])
    conversation.readAll()
    expect([conversation.unread, conversation.unconfirmed]).toEqual([0, 'c'])
    mine({ read: 'c' })
    expect(conversation.unconfirmed).toBeUndefined()
  })

  it('are read by who answers, and the other side is still to be told', () => {
    const { conversation, mine, theirs } = talk()
    theirs({ text: 'one', uuid: 'a' })
    mine({ text: 'answer', uuid: 'b' })
    expect([conversation.unread, conversation.unconfirmed]).toEqual([0, 'a'])
  })
})

it('forgets the oldest lines past a thousand', () => {
  const { conversation, theirs } = talk()
  for (let number = 0; number < 1010; number++) theirs({ text: String(number), uuid: `u${number}` })
  expect(conversation.lines).toHaveLength(1000)
  expect(conversation.lines[0]?.text).toBe('10')
  expect(conversation.unread).toBe(1000)
})
