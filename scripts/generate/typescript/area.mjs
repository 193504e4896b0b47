// @ts-check
import { sentence } from './comment.mjs'
import { interfaceText } from './field.mjs'
import { homes, importLines, typesOf } from './imports.mjs'
import { answers, replyTypes, verdictParts } from './verdicts.mjs'

/** @typedef {import('../model.mjs').Catalog} Catalog */

/**
 * The requests, replies and verdicts of one area.
 *
 * @param {Catalog} catalog
 * @param {import('../model.mjs').Area} area
 */
export function areaTypes(catalog, area) {
  const enums = new Map(catalog.enums.map((item) => [item.name, item]))
  const answering = area.commands.filter(answers)
  const fields = [
    ...area.commands.flatMap((command) => [...command.request, ...command.reply]),
    ...area.shapes.flatMap((shape) => shape.fields),
  ]
  const replyShapes = catalog.replies.shapes.filter((shape) => usesShape(area, shape.name))
  const wanted = [
    ...typesOf([...fields, ...replyShapes.flatMap((shape) => shape.fields)], homes(catalog)),
    ...answering.flatMap((command) => verdictParts(command).map(({ name }) => verdictHome(name))),
    ...(answering.length > 0 ? [baseHome] : []),
  ]
  return [
    importLines(wanted, `./${area.name}.js`),
    ...[...area.shapes, ...replyShapes].map((shape) =>
      interfaceText(shape.name, [shape.about], shape.fields, enums),
    ),
    ...area.commands.flatMap((command) => [
      interfaceText(`${command.name}Request`, requestAbout(command), command.request, enums),
      ...(answers(command) ? replyTypes(command, enums) : []),
    ]),
  ].join('\n')
}

/** @type {[string, string]} */
const baseHome = ['BaseResponse', '../types/base.js']

/**
 * @param {string} name
 * @returns {[string, string]}
 */
const verdictHome = (name) => [name, '../types/verdicts.js']

/**
 * @param {import('../model.mjs').Area} area
 * @param {string} name
 */
const usesShape = ({ commands }, name) =>
  commands.some((command) => command.reply.some((field) => field.type.names.includes(name)))

/** @param {import('../model.mjs').Command} command */
const requestAbout = (command) => [
  `\`${command.command}\`: ${sentence(command.when)}`,
  ...command.notes,
  ...command.doc.map((url) => `@see ${url}`),
]
