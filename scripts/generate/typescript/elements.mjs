// @ts-check
import { comment, sentence } from './comment.mjs'
import { interfaceText } from './field.mjs'
import { homes, importLines, typesOf } from './imports.mjs'

/**
 * The message elements and their union.
 *
 * @param {import('../model.mjs').Catalog} catalog
 */
export function elementTypes(catalog) {
  const { about, elements, shapes } = catalog.elements
  const enums = new Map(catalog.enums.map((item) => [item.name, item]))
  const fields = [...shapes, ...elements].flatMap((shape) => shape.fields)
  const wanted = [...typesOf(fields, homes(catalog)), unknownHome]
  return [
    importLines(wanted, './elements.js'),
    ...shapes.map((shape) => interfaceText(shape.name, [shape.about], shape.fields, enums)),
    ...elements.flatMap((element) => [
      interfaceText(contentName(element.name), [`Content of a \`${element.name}\`.`], element.fields, enums),
      elementText(element),
    ]),
    `${comment([
      'Every known element by its `MsgType`. Add one by declaration merging when the platform has a new one.',
    ])}export interface MsgElements {\n${elements.map(({ name, about }) => `${comment([sentence(about)], '  ')}  ${name}: ${name}\n`).join('')}}\n`,
    `${comment([
      'One element of a message. Comparing `MsgType` with a known one narrows `MsgContent`.',
      about,
    ])}export type MsgElement = MsgElements[keyof MsgElements] | UnknownElement\n`,
  ].join('\n')
}

/** @type {[string, string]} */
const unknownHome = ['UnknownElement', '../types/unknown-element.js']

/** @param {string} name */
const contentName = (name) => name.replace(/Elem$/, 'Content')

/** @param {import('../model.mjs').Shape} element */
function elementText(element) {
  const type = `${comment(['The element type.'], '  ')}  MsgType: '${element.name}'\n`
  const content = `${comment(['What it holds.'], '  ')}  MsgContent: ${contentName(element.name)}\n`
  return `${comment([sentence(element.about)])}export interface ${element.name} {\n${type}${content}}\n`
}
