// Node reads a .js file as ESM or CommonJS by the nearest package.json: each CommonJS build gets one of its own.
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const packages = new URL('../packages/', import.meta.url).pathname
for (const name of readdirSync(packages)) {
  const folder = join(packages, name, 'dist', 'cjs')
  if (existsSync(folder)) writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n')
}
