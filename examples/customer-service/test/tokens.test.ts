import { Tokens } from '../src/tokens.js'

const now = Date.UTC(2026, 0, 1)
const anna = { appId: 7n, uid: 9007199254740993n }
const month = 30 * 24 * 3600 * 1000

describe('tokens', () => {
  it('name the account, on every node that has the secret', () => {
    const token = new Tokens('secret', () => now).issue(anna)
    expect(new Tokens('secret', () => now + month).verify(token)).toEqual(anna)
    expect(Buffer.byteLength(token)).toBeLessThan(256)
  })

  it('end after thirty days', () => {
    const token = new Tokens('secret', () => now).issue(anna)
    expect(new Tokens('secret', () => now + month + 1000).verify(token)).toBeUndefined()
  })

  it('are refused when anything in them was changed', () => {
    const tokens = new Tokens('secret', () => now)
    const token = tokens.issue(anna)
    const [appId, uid, end, signature] = token.split('.')
    const forged = [
      '',
      'x',
      `8.${uid}.${end}.${signature}`,
      `${appId}.1.${end}.${signature}`,
      `${appId}.${uid}.${Number(end) + 1}.${signature}`,
      `${appId}.${uid}.${end}.${'A'.repeat(43)}`,
      `${token}.`,
      token.slice(0, -1),
      new Tokens('another secret', () => now).issue(anna),
    ]
    for (const each of forged) expect(tokens.verify(each)).toBeUndefined()
  })
})

describe('the code of the desk', () => {
  it('comes from the secret, and opens for itself alone', () => {
    const tokens = new Tokens('secret')
    expect(new Tokens('secret').opensDesk(tokens.supportCode)).toBe(true)
    for (const code of ['', 'wrong', `${tokens.supportCode}x`, new Tokens('other').supportCode]) {
      expect(tokens.opensDesk(code)).toBe(false)
    }
  })
})
