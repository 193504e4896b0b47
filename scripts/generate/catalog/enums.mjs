// @ts-check
import { checkKeys } from './keys.mjs'

/**
 * @param {import('./report.mjs').Report} report
 * @param {string} name
 * @param {any} entry
 * @returns {import('../model.mjs').Enum}
 */
export function makeEnum(report, name, entry) {
  const where = `enums.json: ${name}`
  checkKeys(report, where, 'enum', entry)
  const values = (Array.isArray(entry.values) ? entry.values : []).map((/** @type {any} */ item) => {
    checkKeys(report, `${where}: ${item?.value}`, 'value', item)
    const key = item.key ?? item.value
    if (!/^[A-Za-z]\w*$/.test(String(key))) {
      report.add(`${where}: ${item.value}`, 'the value is no identifier', 'Add a "key" for it')
    }
    return { value: item.value, key, about: item.about }
  })
  for (const [alias, value] of Object.entries(entry.aliases ?? {})) {
    if (!values.some((/** @type {{ value: unknown }} */ item) => item.value === value)) {
      report.add(`${where}: alias ${alias}`, `"${value}" is no value`, 'Point it at one of the values')
    }
  }
  return { name, about: entry.about, values, aliases: entry.aliases ?? {} }
}
