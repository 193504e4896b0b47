// @ts-check

/**
 * The keys an object of the catalogue has, and the type of each: `?` marks those that may be left out.
 *
 * @type {Record<string, Record<string, string>>}
 */
const kinds = {
  area: { title: 'object', commands: 'array', shapes: 'object?' },
  command: {
    command: 'string',
    phase: 'string',
    title: 'object',
    when: 'string',
    notes: 'array',
    doc: 'array',
    request: 'array',
    reply: 'object',
    id: 'array?',
    commandIn: 'string?',
  },
  title: { en: 'string', zh: 'string' },
  reply: {
    ok: 'string?',
    after: 'string?',
    reject: 'object?',
    drop: 'boolean?',
    rewrite: 'boolean?',
    refuse: 'string?',
    verdicts: 'object?',
    respond: 'object?',
  },
  reject: { min: 'number?', max: 'number?', seen: 'number?' },
  verdicts: { field: 'string', from: 'string', account: 'string', min: 'number', max: 'number' },
  respond: { field: 'string' },
  shape: { about: 'string', fields: 'array' },
  enum: { about: 'string', values: 'array', aliases: 'object?' },
  value: { value: 'any', about: 'string', key: 'string?' },
  definition: {
    type: 'string',
    about: 'string',
    presence: 'string?',
    example: 'any?',
    sample: 'boolean?',
  },
  field: {
    name: 'string',
    type: 'string?',
    const: 'string?',
    about: 'string',
    presence: 'string?',
    example: 'any?',
    sample: 'boolean?',
  },
  use: {
    use: 'string',
    type: 'string?',
    about: 'string?',
    presence: 'string?',
    example: 'any?',
    sample: 'boolean?',
  },
}

/** @param {unknown} value */
const typeOf = (value) => (Array.isArray(value) ? 'array' : typeof value)

/**
 * Reports keys that are missing, unknown or of the wrong type.
 *
 * @param {import('./report.mjs').Report} report
 * @param {string} where
 * @param {string} kind
 * @param {unknown} value
 * @param {Record<string, Record<string, string>>} [known]
 */
export function checkKeys(report, where, kind, value, known = kinds) {
  const keys = known[kind] ?? {}
  if (value === null || typeOf(value) !== 'object') {
    report.add(where, `a ${kind} must be an object`, `Give it the keys ${Object.keys(keys).join(', ')}`)
    return
  }
  for (const [key, given] of Object.entries(/** @type {object} */ (value))) {
    const expected = keys[key]
    if (!expected) {
      report.add(where, `unknown key "${key}"`, `A ${kind} has the keys ${Object.keys(keys).join(', ')}`)
    } else if (!expected.startsWith('any') && typeOf(given) !== expected.replace('?', '')) {
      report.add(where, `"${key}" is a ${typeOf(given)}`, `Make it a ${expected.replace('?', '')}`)
    }
  }
  for (const [key, expected] of Object.entries(keys)) {
    if (!expected.endsWith('?') && !(key in /** @type {object} */ (value))) {
      report.add(where, `"${key}" is missing`, `Add it: a ${expected}`)
    }
  }
}
