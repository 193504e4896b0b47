import { messageText, openimCommands, parseContent, textContent } from '@im-callback/openim'

describe('messageText', () => {
  it.each([
    [101, '{"content":"hi"}', 'hi'],
    [101, 'hi', 'hi'],
    // Typed by a user of v2, whose text is not wrapped in JSON: braces around it hide nothing.
    [101, '{"content":1}', '{"content":1}'],
    [101, '{"text":"hi"}', '{"text":"hi"}'],
    [101, '["hi"]', '["hi"]'],
    [106, '{"text":"@bob hi"}', '@bob hi'],
    [106, 'hi', undefined],
    [114, '{"text":"hi"}', 'hi'],
    [117, '{"text":"hi"}', 'hi'],
    [118, '{"content":"# hi"}', '# hi'],
    [102, '{"content":"hi"}', undefined],
    [undefined, '{"content":"hi"}', undefined],
    [101, undefined, undefined],
    [101, '{"__proto__":{"content":"hi"}}', '{"__proto__":{"content":"hi"}}'],
    [106, '{"__proto__":{"text":"hi"}}', undefined],
  ])('of %p in %p is %p', (contentType, content, text) => {
    expect(messageText({ contentType, content })).toBe(text)
  })

  it('reads what textContent writes', () => {
    const content = textContent('"<&>"\u2028')
    expect(messageText({ contentType: 101, content })).toBe('"<&>"\u2028')
  })
})

describe('parseContent', () => {
  it('tells kinds apart', () => {
    expect(parseContent({ contentType: 101, content: '{"content":"hi"}' })).toEqual({
      contentType: 101,
      content: { content: 'hi' },
    })
    const custom = parseContent({ contentType: 110, content: '{"data":"{}"}' })
    expect(custom?.contentType === 110 && custom.content.data).toBe('{}')
    expect(parseContent({ contentType: 102, content: '{"a":1}' })).toEqual({
      contentType: 'other',
      content: { a: 1 },
    })
  })

  it('trusts no kind whose content is something else', () => {
    expect(parseContent({ contentType: 101, content: '{"text":"hi"}' })?.contentType).toBe('other')
    for (const content of ['hi', '[]', 'null', '"a"', undefined, 5]) {
      expect(parseContent({ contentType: 101, content })).toBeUndefined()
    }
  })
})

describe('the catalogue', () => {
  it('has 59 commands, and finds nothing under names of objects', () => {
    expect(Object.keys(openimCommands)).toHaveLength(59)
    expect('constructor' in openimCommands).toBe(false)
    expect(Object.isFrozen(openimCommands)).toBe(true)
  })

  it('knows which can be refused: those that come before', () => {
    for (const { phase, reply } of Object.values(openimCommands))
      expect(reply.reject).toBe(phase === 'before')
  })
})
