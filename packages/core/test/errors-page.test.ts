import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorTable } from '../src/index.js'

const page = join(__dirname, '../../../docs/errors.md')

const intro = `# Error codes

A request that cannot be served is answered with the status below and the body
\`{ "ActionStatus": "FAIL", "ErrorCode": <status>, "ErrorInfo": "<code>: <what to do>" }\`.
In your code it is a \`CallbackError\`: \`error.code\`, \`error.status\`, \`error.message\`.
Each code links to what one sees, why, and the fix.

| Code | Status | When |
| --- | --- | --- |
`

const rows = Object.entries(errorTable).map(
  ([code, { status, when }]) =>
    `| [\`${code}\`](guides/troubleshooting.md#${code}) | ${status} | ${when} |\n`,
)

describe('docs/errors.md', () => {
  it('is the error table of the code', () => {
    const wanted = intro + rows.join('')
    if (readFileSync(page, 'utf8') !== wanted) throw new Error(`Save this as docs/errors.md:\n\n${wanted}`)
  })

  it('has a section for every code in the troubleshooting guides', () => {
    for (const language of ['guides', 'zh-CN/guides']) {
      const guide = readFileSync(join(page, '..', language, 'troubleshooting.md'), 'utf8')
      const missing = Object.keys(errorTable).filter((code) => !guide.includes(`\n### ${code}\n`))
      expect(missing).toEqual([])
    }
  })
})
