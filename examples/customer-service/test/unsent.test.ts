import { storedUnsent } from '../page/model/unsent.js'

const to = { key: '7:101/1', customerAppId: 7n, customerId: 9007199254740993n, storeId: 1n }

/** A browser's storage. */
function storage(begin: Record<string, string> = {}) {
  const texts = new Map(Object.entries(begin))
  return {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, value: string) => void texts.set(key, value),
  }
}

describe('messages without an ACK', () => {
  it('are there for the next page, until they have one', () => {
    const kept = storage()
    const first = storedUnsent(kept, 'mine')
    first.add({ uuid: 'a', text: 'hi', to })
    first.add({ uuid: 'b', text: 'there', to })
    const next = storedUnsent(kept, 'mine')
    expect(next.all()).toEqual([
      { uuid: 'a', text: 'hi', to },
      { uuid: 'b', text: 'there', to },
    ])
    next.remove('a')
    next.remove('unknown')
    next.remove(undefined)
    expect(first.all().map(({ uuid }) => uuid)).toEqual(['b'])
    expect(storedUnsent(kept, 'of someone else').all()).toEqual([])
  })

  it.each(['{', '7', '[{}]', '[{"to":{"customerId":"x"}}]'])('are none when what is kept is %s', (text) => {
    expect(storedUnsent(storage({ mine: text }), 'mine').all()).toEqual([])
  })
})
