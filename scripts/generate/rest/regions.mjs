// @ts-check
import { comment } from '../typescript/comment.mjs'

/**
 * The hosts by region.
 *
 * @param {import('./model.mjs').RestCatalog} catalog
 */
export function regionsModule({ regions: { doc, regions, notes } }) {
  const about = [
    'Where the REST API is served, by the region of the app: the host, and the one to turn to when it cannot be reached. Another region than the app’s own refuses its calls.',
    ...notes,
    `@see ${doc}`,
  ]
  const entries = regions.map(
    ({ name, host, backup }) => `${JSON.stringify(name)}: ['${host}', '${backup}'],\n`,
  )
  return `${comment(about)}export const regions = {
${entries.join('')}} as const

/** A region of the platform: that of your app, as the console shows it. */
export type Region = keyof typeof regions
`
}
