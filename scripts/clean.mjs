// Removes what builds and tests leave behind.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const remove = (...path) => rmSync(join(root, ...path), { recursive: true, force: true })

for (const group of ['packages', 'examples']) {
  for (const name of readdirSync(join(root, group))) remove(group, name, 'dist')
}
remove('coverage')
remove('.cache')
