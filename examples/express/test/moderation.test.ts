import type { MsgElement } from '@im-callback/core'
import { textMessage } from '@im-callback/testing'
import { moderate } from '../src/moderation.js'

const face: MsgElement = { MsgType: 'TIMFaceElem', MsgContent: { Index: 1, Data: 'spam' } }

describe('moderate', () => {
  it.each([
    ['good morning', { action: 'allow' }],
    ['see you at the CASINO', { action: 'refuse', word: 'casino' }],
    ['一起赌博吧', { action: 'refuse', word: '赌博' }],
    ['Spam, spam', { action: 'drop' }],
    ['垃圾广告', { action: 'drop' }],
    ['spam about a casino', { action: 'refuse', word: 'casino' }],
    ['damned spam', { action: 'drop' }],
    ['Damn, damn', { action: 'rewrite', MsgBody: [textMessage('****, ****')] }],
    ['妈的', { action: 'rewrite', MsgBody: [textMessage('**')] }],
  ])('%s: %j', (text, verdict) => {
    expect(moderate([textMessage(text)])).toEqual(verdict)
  })

  it('looks at every text element, and at nothing else', () => {
    expect(moderate([face])).toEqual({ action: 'allow' })
    expect(moderate([textMessage('hi'), face, textMessage('casino')])).toMatchObject({ action: 'refuse' })
  })

  it('masks the words and leaves the rest of the message as it is', () => {
    const MsgBody = [textMessage('well'), face, textMessage('**** it')]
    expect(moderate([textMessage('well'), face, textMessage('damn it')])).toEqual({
      action: 'rewrite',
      MsgBody,
    })
  })
})
