const refused = ['casino', '赌博']

/** What the bot is to do about a message. */
export type Decision =
  | { readonly action: 'say'; readonly text: string }
  | { readonly action: 'count' }
  | { readonly action: 'recall'; readonly word: string }

/** Judges a message by its text. */
export function decide(text: string): Decision {
  const words = text.trim().toLowerCase()
  const word = refused.find((candidate) => words.includes(candidate))
  if (word !== undefined) return { action: 'recall', word }
  if (words === 'unread') return { action: 'count' }
  if (words === '') return { action: 'say', text: 'I can only read text.' }
  if (words === 'help')
    return { action: 'say', text: 'Say anything, or "unread" for what you have not read yet.' }
  return { action: 'say', text: `You said: ${text.trim()}` }
}
