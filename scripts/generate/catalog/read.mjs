// @ts-check
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const shared = ['fields', 'shapes', 'elements', 'enums', 'replies', 'adjacent', 'params']

/** The areas in the order the reference shows them; a new file comes at the end until it is named here. */
const order = [
  'c2c',
  'group',
  'community',
  'sns',
  'profile',
  'state',
  'follow',
  'official-account',
  'bot',
  'moderation',
  'alert',
  'push',
  'call',
]

/**
 * Reads the catalogue's files: the shared ones by name, and every other one as an area.
 *
 * @param {string} folder
 * @param {import('./report.mjs').Report} report
 */
export function readFiles(folder, report) {
  /** @type {Record<string, any>} */
  const files = {}
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const text = readFileSync(join(folder, file), 'utf8')
    try {
      files[file.slice(0, -'.json'.length)] = JSON.parse(text)
    } catch (error) {
      report.add(`catalog/tencent/${file}`, `not JSON: ${error}`, 'Correct it')
    }
  }
  for (const name of shared) {
    if (!files[name]) report.add(`catalog/tencent/${name}.json`, 'it is missing', 'Restore it')
  }
  report.close()
  const rank = (/** @type {string} */ name) => (order.includes(name) ? order.indexOf(name) : order.length)
  const areas = Object.keys(files).filter((name) => !shared.includes(name))
  areas.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  return { files, areas }
}
