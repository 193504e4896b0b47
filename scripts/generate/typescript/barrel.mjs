// @ts-check

/**
 * One entry for everything generated and the types written by hand around it.
 *
 * @param {import('../model.mjs').Catalog} catalog
 */
export function barrel(catalog) {
  const types = [...catalog.areas.map((area) => area.name), 'shapes', 'elements'].map(
    (name) => `./${name}.js`,
  )
  const handwritten = ['command-info', 'reject-code', 'unknown-element', 'verdicts'].map(
    (name) => `../types/${name}.js`,
  )
  const lines = [
    "export * from '../types/base.js'",
    ...handwritten.map((path) => `export type * from '${path}'`),
    ...["'./commands.js'", "'./enums.js'", "'./metadata.js'"].map((path) => `export * from ${path}`),
    ...types.map((path) => `export type * from '${path}'`),
  ]
  const path = (/** @type {string} */ line) => line.slice(line.indexOf("'"))
  return `${lines.sort((a, b) => (path(a) < path(b) ? -1 : 1)).join('\n')}\n`
}
