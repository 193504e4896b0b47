// What publint and "are the types wrong?" say about a tarball.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { root } from '../workspace.mjs'

export async function publintProblems({ tarball, manifest }) {
  const bytes = readFileSync(tarball)
  const { messages } = await publint({ pack: { tarball: new Uint8Array(bytes).buffer }, strict: true })
  return messages.map((message) => `${message.type}: ${formatMessage(message, manifest, { color: false })}`)
}

/** Resolution by Node from ESM and from CommonJS, and by bundlers; `node10` is older than the packages' engines. */
export function attwProblems({ tarball }) {
  const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js')
  const args = [attw, tarball, '--profile', 'node16', '--no-color', '--no-emoji']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return status === 0 ? [] : [stdout + stderr]
}
