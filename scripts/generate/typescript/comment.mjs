// @ts-check

const width = 108

/**
 * A TSDoc comment of paragraphs; lines that start with a tag keep together.
 *
 * @param {string[]} paragraphs
 * @param {string} [indent]
 */
export function comment(paragraphs, indent = '') {
  const lines = paragraphs.flatMap((text, index) => {
    const tags = text.startsWith('@') && paragraphs[index - 1]?.startsWith('@')
    return [...(index === 0 || tags ? [] : ['']), ...wrap(text, width - indent.length)]
  })
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`
}

/**
 * @param {string} text
 * @param {number} limit
 */
function wrap(text, limit) {
  /** @type {string[]} */
  const lines = ['']
  for (const word of text.replaceAll('*/', '*\\/').split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line && line.length + word.length + 1 > limit) lines.push(word)
    else lines[lines.length - 1] = line ? `${line} ${word}` : word
  }
  return lines
}

/**
 * A remark of the catalogue as a sentence.
 *
 * @param {string} text
 */
export function sentence(text) {
  const first = /^[a-z]+(?:[ ,;:]|$)/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text
  return /[.!?…]$/.test(first) ? first : `${first}.`
}
