import { nearest } from '@im-callback/core'
import { checkKnown, checkObject } from './check.js'

/** Throws when options have a member that no one reads, and says which one may be meant. Not for browsers: core comes with it. */
export function checkNames(what: string, options: object, known: readonly string[]): void {
  checkObject(what, options, known)
  const stranger = Object.keys(options).find((name) => !known.includes(name))
  const meant = stranger === undefined ? undefined : nearest(stranger, known)
  if (meant !== undefined)
    throw new TypeError(`${what} has no option "${stranger}". Did you mean "${meant}"?`)
  checkKnown(what, options, known)
}
