// @ts-check
import { allShapes } from '../catalog/shapes.mjs'
import { comment } from '../typescript/comment.mjs'
import { sample } from './sample.mjs'

/**
 * A full request body for every command, for tests and for the simulator.
 *
 * @param {import('../model.mjs').Catalog} catalog
 */
export function payloads(catalog) {
  const shapes = allShapes(catalog)
  const commands = catalog.areas.flatMap((area) => area.commands)
  const entries = commands.map(
    ({ command, request }) => `${JSON.stringify(command)}: ${JSON.stringify(sample(request, shapes))},\n`,
  )
  return `import type { CallbackCommand, TencentCommands } from '@im-callback/core'

${comment(['A request body for each command of the catalogue.'])}export type SamplePayloads = {
  readonly [C in CallbackCommand]: TencentCommands[C]['request']
}

${comment([
  'A realistic request body for each command, with every field that can come along. Copy before changing.',
])}export const samplePayloads: SamplePayloads = {
${entries.join('')}}
`
}
