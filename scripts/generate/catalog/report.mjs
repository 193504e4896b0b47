// @ts-check

/** Collects what is wrong with the catalogue, so that one run shows all of it. */
export class Report {
  /** @type {string[]} */
  #problems = []

  /**
   * @param {string} where the file, the entry and the field
   * @param {string} what what is wrong
   * @param {string} fix what to do about it
   */
  add(where, what, fix) {
    this.#problems.push(`${where}: ${what}. ${fix}.`)
  }

  /** Ends the run when something was wrong. */
  close() {
    if (this.#problems.length > 0) throw new CatalogError(this.#problems)
  }
}

/** The catalogue cannot be generated from. */
export class CatalogError extends Error {
  /** @param {string[]} problems */
  constructor(problems) {
    super(
      `The catalogue has ${problems.length} problem(s):\n${problems.map((text) => `  ${text}`).join('\n')}`,
    )
    this.name = 'CatalogError'
  }
}
