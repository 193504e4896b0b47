import { readFileSync } from 'node:fs'

/** What the handlers noted, over all lives of the server. */
export interface Journal {
  /** How often each event was handled. */
  readonly handled: Map<string, number>
  /** Events that were begun last before a kill: some of them were being handled then. */
  readonly interrupted: Set<string>
}

/** @param last How many of the events begun last in each life count as interrupted. */
export function readJournal(file: string, last: number): Journal {
  const handled = new Map<string, number>()
  const interrupted = new Set<string>()
  let begun: string[] = []
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [what, key = ''] = line.split(' ')
    if (what === 'begun') begun.push(key)
    if (what === 'handled') handled.set(key, (handled.get(key) ?? 0) + 1)
    if (what !== 'started') continue
    for (const each of begun.slice(-last)) interrupted.add(each)
    begun = []
  }
  return { handled, interrupted }
}
