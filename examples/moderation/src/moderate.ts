const refused = ['casino', '赌博']
const masked = ['damn', '妈的']

/** What is to become of a text. */
export type Verdict =
  | { readonly action: 'allow' }
  | { readonly action: 'refuse'; readonly reason: string }
  | { readonly action: 'rewrite'; readonly text: string }

/** The rule. It knows texts and no platform: what it says is put into words of the platform elsewhere. */
export function moderate(text: string): Verdict {
  const lower = text.toLowerCase()
  const word = refused.find((candidate) => lower.includes(candidate))
  if (word !== undefined) return { action: 'refuse', reason: `"${word}" is not welcome here` }
  const words = new RegExp(masked.join('|'), 'gi')
  const rewritten = text.replace(words, (found) => '*'.repeat(found.length))
  return rewritten === text ? { action: 'allow' } : { action: 'rewrite', text: rewritten }
}
