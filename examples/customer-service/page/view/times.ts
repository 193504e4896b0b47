import { language, words } from './words.js'

const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hour12: false })
const date = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric' })
const dateOfYear = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', day: 'numeric' })

export const timeOf = (seconds: number): string => clock.format(seconds * 1000)

/** Today, yesterday, or a date. */
export function dayOf(seconds: number): string {
  const [then, now] = [new Date(seconds * 1000), new Date()]
  const daysAgo = Math.round((startOf(now) - startOf(then)) / 86_400_000)
  if (daysAgo === 0) return words.today
  if (daysAgo === 1) return words.yesterday
  return (then.getFullYear() === now.getFullYear() ? date : dateOfYear).format(then)
}

/** The time of today, the date of any other day. */
export const shortly = (seconds: number): string =>
  dayOf(seconds) === words.today ? timeOf(seconds) : dayOf(seconds)

const startOf = (day: Date): number => new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime()
