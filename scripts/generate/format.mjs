// @ts-check
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'

const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')

/**
 * A source file as the project's formatter writes it.
 *
 * @param {import('./model.mjs').Output} output
 * @param {string} root the folder with biome.json
 */
export function format({ path, text }, root) {
  if (!path.endsWith('.ts')) return text
  return execFileSync(process.execPath, [biome, 'format', `--stdin-file-path=${path}`], {
    cwd: root,
    encoding: 'utf8',
    input: text,
    stdio: 'pipe',
    maxBuffer: 1 << 26,
  })
}
