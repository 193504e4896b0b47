import { closeSync, existsSync, fsyncSync, openSync, realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { WrongFile } from './trouble.js'

/** Messages of people: for nobody else on this machine. */
const ownerOnly = 0o600

/**
 * Makes sure that there is a file, and that it is still there after a power cut; answers where it really is: SQLite and
 * the locks of consumers go by that name.
 *
 * @throws WrongFile when there is none and it cannot be made
 */
export function createFile(file: string): string {
  if (!existsSync(file)) {
    try {
      closeSync(openSync(file, 'a', ownerOnly))
    } catch (cause) {
      throw new WrongFile(
        `The queue's file ${file} cannot be made (${codeOf(cause)}): check that its folder exists, and that this process may write there.`,
        { cause },
      )
    }
    syncFolder(dirname(file))
  }
  return realpathSync(file)
}

/** A new name in a folder is on disk when the folder is. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error)
}
