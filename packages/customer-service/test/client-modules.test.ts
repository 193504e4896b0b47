import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

// Of type imports nothing is left when the code runs.
const importLine = /^(?:import|export) (?!type )(?:\{[^}]*\} from )?'([^']+)'/gm

/** Everything a module loads, itself included; what is no file of ours as it is named. */
function loadedBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(importLine)) {
    if (name.startsWith('.')) loadedBy(join(dirname(file), name.replace(/\.js$/, '.ts')), seen)
    else seen.add(name)
  }
  return seen
}

it('the client loads its own files in a browser, and no package and nothing of Node.js', () => {
  const root = join(__dirname, '../src')
  const loaded = [...loadedBy(join(root, 'client.ts'))]
  expect(loaded.filter((name) => !name.startsWith(root))).toEqual([])
  expect(loaded.length).toBeGreaterThan(10)
  expect(loaded.length).toBeLessThan(30)
})
