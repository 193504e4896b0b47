/** The accounts of the app. Without a list everybody is one, until deleted. */
export class Accounts {
  readonly #imported: Set<string>
  readonly #deleted = new Set<string>()
  readonly #isListed: boolean

  constructor(admins: readonly string[], listed: readonly string[] | undefined) {
    this.#imported = new Set([...admins, ...(listed ?? [])])
    this.#isListed = listed !== undefined
  }

  has(account: string): boolean {
    return this.#imported.has(account) || (!this.#isListed && !this.#deleted.has(account))
  }

  /** False when the app has all accounts it may have. */
  import(account: string): boolean {
    if (this.#imported.size >= mostAccounts && !this.#imported.has(account)) return false
    this.#deleted.delete(account)
    this.#imported.add(account)
    return true
  }

  delete(account: string): void {
    this.#imported.delete(account)
    if (!this.#isListed && this.#deleted.size < mostAccounts) this.#deleted.add(account)
  }
}

/** More than a test needs; a loop that went wild must not fill the memory. */
const mostAccounts = 100_000
