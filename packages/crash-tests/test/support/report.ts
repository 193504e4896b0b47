import type { Outcome } from './kill-in-a-loop.js'

/** Says what a run came to: how much was at stake is not in the name of a test. */
export function report(name: string, { acknowledged, answers, lost, repeated }: Outcome): void {
  process.stderr.write(
    `${name}: ${acknowledged} events answered OK ${answers} times, ${lost.length} lost, handled again ${repeated} times\n`,
  )
}
