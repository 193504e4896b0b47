import { decide } from '../src/decision.js'

describe('decide', () => {
  it.each([
    ['hello', { action: 'say', text: 'You said: hello' }],
    ['  Hello  ', { action: 'say', text: 'You said: Hello' }],
    ['help', { action: 'say', text: expect.stringContaining('unread') }],
    ['', { action: 'say', text: 'I can only read text.' }],
    ['Unread ', { action: 'count' }],
    ['see you at the CASINO', { action: 'recall', word: 'casino' }],
    ['一起赌博吧', { action: 'recall', word: '赌博' }],
  ])('%s: %j', (text, decision) => {
    expect(decide(text)).toEqual(decision)
  })
})
