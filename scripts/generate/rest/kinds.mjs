// @ts-check

/**
 * The keys an object of the REST catalogue has; see `checkKeys`.
 *
 * @type {Record<string, Record<string, string>>}
 */
export const kinds = {
  area: { title: 'object', codes: 'array?', endpoints: 'array' },
  endpoint: {
    endpoint: 'string',
    method: 'string',
    title: 'string',
    doc: 'array',
    confidence: 'string',
    limits: 'object?',
    repeat: 'object?',
    request: 'array',
    variants: 'array?',
    response: 'array',
    errors: 'array?',
    notes: 'array?',
  },
  field: {
    name: 'string',
    type: 'string',
    presence: 'string?',
    about: 'string?',
    values: 'array?',
    legacy: 'boolean?',
    fields: 'array?',
  },
  repeat: { how: 'string', fields: 'array?', seconds: 'number?' },
  code: { code: 'number', kind: 'string', about: 'string', mayHaveArrived: 'boolean?' },
}

export const primitives = ['string', 'number', 'boolean', 'unknown', 'object', 'MsgElement']

export const codeKinds = ['transient', 'rate_limited', 'sign_again', 'configuration', 'caller', 'refused']
