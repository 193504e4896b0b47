import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openimCommands } from '../../src/index.js'

const docs = join(__dirname, '../../../../docs')
const configs = new Map(Object.values(openimCommands).map(({ command, config }) => [config, command]))

describe.each(['guides/openim.md', 'zh-CN/guides/openim.md'])('%s', (page) => {
  const text = readFileSync(join(docs, page), 'utf8')
  const [webhooks = '', environment = ''] = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, yaml]) => yaml,
  )

  it('has blocks in webhooks.yml that the server knows', () => {
    const blocks = [...webhooks.matchAll(/^(\w+):$/gm)].map(([, name = '']) => name)
    expect(blocks.length).toBeGreaterThan(3)
    expect(blocks.filter((name) => !configs.has(name))).toEqual([])
  })

  it('has the same names in the environment of Docker', () => {
    const names = [...environment.matchAll(/IMENV_WEBHOOKS_(\w+)_ENABLE/g)].map(([, name = '']) => name)
    const known = [...configs.keys()].map((name) => name.toUpperCase())
    expect(names.length).toBeGreaterThan(3)
    expect(names.filter((name) => !known.includes(name))).toEqual([])
  })

  it('has the commands of keys that are called otherwise', () => {
    const rows = [...text.matchAll(/^\| `((?:before|after)\w+)` \| `(callback\w+)`/gm)]
    expect(rows).toHaveLength(6)
    for (const [, config = '', command] of rows)
      expect([config, configs.get(config)]).toEqual([config, command])
  })

  it('names no command that is none', () => {
    const old = Object.values(openimCommands).flatMap(({ aliases }) => aliases)
    const named = [...text.matchAll(/\bcallback\w+Command\b/g)].map(([name]) => name)
    expect(named.filter((name) => !Object.hasOwn(openimCommands, name) && !old.includes(name))).toEqual([])
  })
})
