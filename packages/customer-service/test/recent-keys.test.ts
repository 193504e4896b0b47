import { RecentKeys } from '../src/domain/recent-keys.js'

describe('RecentKeys', () => {
  it('remembers the last so many, and forgets the oldest first', () => {
    const keys = new RecentKeys(2)
    for (const key of ['a', 'b', 'c']) keys.add(key)
    expect(['a', 'b', 'c'].map((key) => keys.has(key))).toEqual([false, true, true])
  })
})
