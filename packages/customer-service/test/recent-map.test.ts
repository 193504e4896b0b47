import { RecentMap } from '../src/domain/recent-map.js'

describe('RecentMap', () => {
  it('forgets what nobody has asked for longest, and holds no more than it may', () => {
    const map = new RecentMap<number>(2)
    map.set('a', 1)
    map.set('b', 2)
    expect(map.get('a')).toBe(1)
    map.set('c', 3)
    expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual([1, undefined, 3])
  })

  it('keeps the newest value of a key', () => {
    const map = new RecentMap<number>(2)
    map.set('a', 1)
    map.set('a', 2)
    map.set('b', 3)
    expect([map.get('a'), map.get('b')]).toEqual([2, 3])
  })
})
