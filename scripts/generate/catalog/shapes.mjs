// @ts-check

/**
 * Every shape of the catalogue by its name.
 *
 * @param {import('../model.mjs').Catalog} catalog
 * @returns {Map<string, import('../model.mjs').Shape>}
 */
export function allShapes({ shapes, elements, replies, areas }) {
  const all = [...shapes, ...elements.shapes, ...replies.shapes, ...areas.flatMap((area) => area.shapes)]
  return new Map(all.map((shape) => [shape.name, shape]))
}
