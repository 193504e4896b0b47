import { moderate } from '../src/moderate.js'

describe('moderate', () => {
  it.each([
    ['good morning', { action: 'allow' }],
    ['', { action: 'allow' }],
    ['see you at the CASINO', { action: 'refuse', reason: '"casino" is not welcome here' }],
    ['damn, 赌博', { action: 'refuse', reason: '"赌博" is not welcome here' }],
    ['Damn, I missed the train', { action: 'rewrite', text: '****, I missed the train' }],
    ['妈的 damn', { action: 'rewrite', text: '** ****' }],
  ])('%s: %j', (text, verdict) => {
    expect(moderate(text)).toEqual(verdict)
  })
})
