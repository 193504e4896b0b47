// Node reads a .js file as ESM or CommonJS by the nearest package.json: each CommonJS build gets one of its own.
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../packages/', import.meta.url))
for (const name of readdirSync(packages)) {
  const folder = join(packages, name, 'dist', 'cjs')
  if (existsSync(folder)) writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n')
}
