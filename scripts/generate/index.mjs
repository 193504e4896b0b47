// @ts-check
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadCatalog } from './catalog/load.mjs'
import { CatalogError } from './catalog/report.mjs'
import { compare, write } from './files.mjs'
import { format } from './format.mjs'
import { loadOpenIm } from './openim/load.mjs'
import { makeOpenImOutputs, openImFolders } from './openim/outputs.mjs'
import { folders, makeOutputs } from './outputs.mjs'
import { loadRestCatalog } from './rest/load.mjs'
import { makeRestOutputs, restFolders } from './rest/outputs.mjs'
import { makeRestMockOutputs, restMockFolder } from './rest-mock.mjs'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** @param {boolean} checkOnly whether to report instead of writing */
function run(checkOnly) {
  const tencent = makeOutputs(loadCatalog(join(root, 'catalog/tencent')))
  const openIm = makeOpenImOutputs(loadOpenIm(join(root, 'catalog/openim')))
  const restCatalog = loadRestCatalog(join(root, 'catalog/tencent-rest'))
  const made = [...tencent, ...openIm, ...makeRestOutputs(restCatalog), ...makeRestMockOutputs(restCatalog)]
  const outputs = made.map((output) => ({ ...output, text: format(output, root) }))
  const changes = compare(root, outputs, [...folders, ...openImFolders, ...restFolders, restMockFolder])
  const lines = [
    ...changes.stale.map(({ path }) => `stale: ${path}`),
    ...changes.leftover.map((path) => `left over: ${path}`),
  ]
  if (!checkOnly) {
    write(root, changes)
    console.log(`${outputs.length} files generated, ${lines.length} changed`)
  } else if (lines.length > 0) {
    console.error(`${lines.join('\n')}\nRun "npm run generate" and commit what it writes.`)
    process.exitCode = 1
  }
}

try {
  run(process.argv.includes('--check'))
} catch (error) {
  if (!(error instanceof CatalogError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
