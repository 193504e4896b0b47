// @ts-check
/**
 * The OpenIM catalogue once it is read: references resolved, names given.
 *
 * @typedef {object} Field
 * @property {string} name the name on the wire
 * @property {string} type the type on the wire, as Go has it, or a shape
 * @property {string} [enum] the enumeration its numbers are of
 * @property {string} about
 * @property {unknown} [example]
 * @property {boolean} [nullable]
 * @property {'sometimes' | 'optional'} [presence]
 * @property {string} [since] the first version that has it, of the generation it is about
 * @property {string} [until] the last version that has it
 * @property {string} [only] the versions that have it
 * @property {boolean} [echo] the server takes it from every reply, so it is given back
 * @property {boolean} [ifNotNull] it can be set only where the request has it
 * @property {boolean} [json] text that is itself JSON of an object
 * @property {boolean} [text] the text of a message
 * @property {boolean} [needed] an object without it harms
 * @property {boolean} [notBlank] empty text harms
 * @property {boolean} [redacted] taken out of requests before anyone sees it
 * @property {string} [unused] why no reply may have it
 *
 * @typedef {{ name: string, about: string, fields: Field[] }} Shape
 * @typedef {{ value: number, key: string, about: string }} EnumValue
 * @typedef {{ name: string, about: string, values: EnumValue[] }} Enum
 *
 * @typedef {object} Command
 * @property {string} command
 * @property {string} name the command as an identifier: `BeforeSendSingleMsg`
 * @property {'before' | 'after'} phase
 * @property {{ en: string, zh: string }} title
 * @property {string} when
 * @property {string} config its block in webhooks.yml, or, of v2, in the callback section
 * @property {string} [configV2]
 * @property {{ since: string, until?: string }} versions
 * @property {string[]} aliases what older versions call it
 * @property {string} [successor] today's command for the same event
 * @property {boolean} [fires]
 * @property {string[]} source
 * @property {Field[]} request
 * @property {Field[]} reply
 * @property {boolean} canRefuse
 * @property {string[]} id
 * @property {string[]} notes
 *
 * @typedef {{ name: string, title: { en: string, zh: string }, commands: Command[] }} Area
 * @typedef {{ areas: Area[], shapes: Shape[], enums: Enum[] }} Catalog
 */
export {}
