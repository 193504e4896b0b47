import { endOfString } from './lossless.js'

/** `JSON.stringify` overflows the stack on what `JSON.parse` reads without trouble; no real callback comes near this. */
export const maxDepth = 200

/** Whether JSON text nests deeper than {@link maxDepth}; asked before it is parsed. */
export function isTextTooDeep(text: string): boolean {
  return hasManyOpeners(text) && nestsTooDeep(text)
}

/** The cheap question first: without 200 opening brackets there are no 200 levels. */
function hasManyOpeners(text: string): boolean {
  let openers = 0
  for (const bracket of ['[', '{']) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      if (++openers > maxDepth) return true
    }
  }
  return false
}

function nestsTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '"':
        at = endOfString(text, at) - 1
        break
      case '[':
      case '{':
        if (++depth > maxDepth) return true
        break
      case ']':
      case '}':
        depth--
    }
  }
  return false
}

/** The same question of a value that a parser upstream has made already. */
export function isValueTooDeep(value: unknown, left = maxDepth): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (left === 0) return true
  return Object.values(value).some((item) => isValueTooDeep(item, left - 1))
}
