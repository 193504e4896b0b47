/**
 * Halves of a character would all become the same one in a database, and reading ends at a zero: two accounts would be one.
 *
 * @throws TypeError for such a text, and for an empty one
 */
export function checkAccount(account: string): void {
  if (account !== '' && !account.includes('\0') && Buffer.from(account).toString() === account) return
  throw new TypeError('An account is a text of one or more whole characters; this one is none.')
}
