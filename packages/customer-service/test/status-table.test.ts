import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ackStatus } from '../src/index.js'

const page = (language: string) =>
  readFileSync(join(__dirname, '../../../docs', language, 'protocol-customer-service.md'), 'utf8')
const rows = Object.entries(ackStatus).map(([name, { code, when }]) => `| ${code} | \`${name}\` | ${when} |`)

describe('the table of ACK statuses', () => {
  it('stands in the protocol page as it is here', () => {
    expect(page('')).toContain(rows.join('\n'))
  })

  it('has the same numbers and names in Chinese', () => {
    const inChinese = page('zh-CN').match(/^\| \d+ \| `\w+` \|/gm)
    expect(inChinese).toEqual(
      Object.entries(ackStatus).map(([name, { code }]) => `| ${code} | \`${name}\` |`),
    )
  })

  it('has one number for each, those of ours from 100 on, all in a signed byte', () => {
    const codes = Object.values(ackStatus).map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.slice(1).every((code) => code >= 100 && code <= 127)).toBe(true)
  })
})
