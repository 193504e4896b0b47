// @ts-check
/**
 * The catalogue of the REST API once it is read.
 *
 * @typedef {object} Field
 * @property {string} name the name on the wire
 * @property {string} type `string`, `number`, `object[]`, `MsgElement[]`, …
 * @property {'optional' | 'unknown'} [presence] of a request field; absent: required. `unknown`: no page says
 * @property {string} [about]
 * @property {(string | number)[]} [values] those that are known
 * @property {boolean} [legacy] an older name
 * @property {Field[]} [fields] of an object
 *
 * @typedef {object} Endpoint
 * @property {string} endpoint `service/command`
 * @property {string} name the command as a type name: `CreateGroup`
 * @property {string} method its name in the area's calls
 * @property {string} title
 * @property {string[]} doc
 * @property {'official' | 'sdk'} confidence where its fields were found
 * @property {Record<string, number>} limits
 * @property {object} [repeat] why sending it again is safe
 * @property {Field[]} request
 * @property {Field[][]} variants other shapes of the request
 * @property {Field[]} response beside the base fields
 * @property {{ code: number, about: string }[]} errors
 * @property {string[]} notes
 *
 * @typedef {{ name: string, title: { en: string, zh: string }, endpoints: Endpoint[] }} Area
 * @typedef {{ code: number, kind: string, about: string, mayHaveArrived?: boolean }} Code
 * @typedef {{ from: number, to: number, kind: string, about: string }} Range
 * @typedef {{ name: string, title: string, host: string, backup: string }} Region
 *
 * @typedef {object} RestCatalog
 * @property {Area[]} areas
 * @property {Record<string, { about: string, fields: Field[] }>} shapes
 * @property {{ about: string, codes: Code[], ranges: Range[] }} codes
 * @property {{ about: string, elements: { type: string, required: { name: string, type: string }[] }[] }} elements
 * @property {{ doc: string, regions: Region[], notes: string[] }} regions
 */
export {}
