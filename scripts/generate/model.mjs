// @ts-check
/**
 * The catalogue once it is read: references resolved, names given.
 *
 * @typedef {'required' | 'optional' | 'sometimes'} Presence
 * @typedef {{ names: string[], list: boolean, record: boolean }} FieldType
 *
 * @typedef {object} Field
 * @property {string} name the name on the wire
 * @property {FieldType} type
 * @property {string | undefined} literal the only value, where there is just one
 * @property {Presence} presence
 * @property {string} about
 * @property {unknown} example
 * @property {boolean} sample whether sample payloads have it
 *
 * @typedef {{ name: string, about: string, fields: Field[] }} Shape
 * @typedef {{ value: string | number, key: string, about: string }} EnumValue
 * @typedef {{ name: string, about: string, values: EnumValue[], aliases: Record<string, string> }} Enum
 *
 * @typedef {object} ReplyRules
 * @property {string} [ok] what `ErrorCode` 0 does, for before-callbacks
 * @property {'acknowledged' | 'ignored' | 'fixed' | 'answered'} [after] what the codes mean, for after-callbacks
 * @property {{ min?: number, max?: number, seen?: number }} [reject]
 * @property {boolean} [drop]
 * @property {boolean} [rewrite]
 * @property {string} [refuse]
 * @property {{ field: string, from: string, account: string, min: number, max: number }} [verdicts]
 * @property {{ field: string }} [respond]
 *
 * @typedef {object} Command
 * @property {string} command
 * @property {string} name the command as an identifier: `C2CBeforeSendMsg`
 * @property {'before' | 'after'} phase
 * @property {{ en: string, zh: string }} title
 * @property {string} when
 * @property {string[]} notes
 * @property {string[]} doc
 * @property {'body' | 'query' | 'events'} commandIn
 * @property {Field[]} request
 * @property {ReplyRules} rules
 * @property {string} codes what the values of `ErrorCode` mean
 * @property {Field[]} reply fields of the reply beside the base three
 * @property {string[]} id
 *
 * @typedef {{ name: string, title: { en: string, zh: string }, shapes: Shape[], commands: Command[] }} Area
 * @typedef {{ ActionStatus: string, ErrorInfo: string, after: Record<string, string>, shapes: Shape[] }} Replies
 * @typedef {{ name: string, commands: string[], notes: string[] }} Product
 * @typedef {{ name: string, presence: Presence, about: string }} Param
 *
 * @typedef {object} Catalog
 * @property {Area[]} areas
 * @property {Shape[]} shapes
 * @property {{ about: string, elements: Shape[], shapes: Shape[] }} elements
 * @property {Enum[]} enums
 * @property {Replies} replies
 * @property {{ about: string, products: Product[] }} adjacent
 * @property {{ about: string, params: Param[], example: string, notes: string[] }} params
 *
 * @typedef {{ path: string, text: string }} Output
 */
export {}
