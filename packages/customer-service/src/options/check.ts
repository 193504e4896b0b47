/** Throws when there are no options at all. */
export function checkObject(what: string, options: unknown, known: readonly string[]): void {
  if (typeof options === 'object' && options !== null) return
  throw new TypeError(`${what} takes an object with ${known.join(', ')}.`)
}

/** Throws when options have a member that no one reads: a mistyped name must not pass for a default. */
export function checkKnown(what: string, options: object, known: readonly string[]): void {
  checkObject(what, options, known)
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new TypeError(`${what} has no option "${name}". It takes ${known.join(', ')}.`)
    }
  }
}

/** Throws when an option is there and is no number above 0. `Infinity` is one. */
export function checkPositive(what: string, options: object, names: readonly string[]): void {
  for (const [name, value] of Object.entries(options)) {
    if (!names.includes(name) || value === undefined || (typeof value === 'number' && value > 0)) continue
    throw new TypeError(`${what}: ${name} is ${shown(value)}; give a number above 0.`)
  }
}

/** Throws when an option is there and is none of the words. */
export function checkWord(what: string, value: unknown, words: readonly string[]): void {
  if (value === undefined || words.includes(value as string)) return
  throw new TypeError(`${what} is ${shown(value)}; give ${words.map(shown).join(' or ')}.`)
}

/** Throws when an object does not have all of these methods. */
export function checkPort(
  what: string,
  value: unknown,
  methods: readonly string[],
  hint = hintFor(value),
): void {
  const object = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  const missing = methods.find((name) => typeof object[name] !== 'function')
  if (missing !== undefined) throw new TypeError(`${what} needs the method ${missing}; ${hint}`)
}

/** Throws when an option is there and cannot be called. */
export function checkCallable(what: string, value: unknown, instead: string): void {
  if (value === undefined || typeof value === 'function') return
  throw new TypeError(`${what} is ${shown(value)}; give ${instead}.`)
}

const hintFor = (value: unknown) =>
  value === undefined ? 'nothing was given.' : 'what was given does not have it.'

/** A text in quotes: the port "80" is not the port 80. */
export const shown = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value) : String(value)
