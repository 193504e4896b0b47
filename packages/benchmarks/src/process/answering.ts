/** The child's side of `Child.ask`: one function for each question. */
export function answering(answers: Readonly<Record<string, () => unknown>>): void {
  process.on('message', async (question: string) => {
    process.send?.({ answer: await answers[question]?.() })
  })
  process.on('disconnect', () => process.exit())
}

/** Microseconds of processor time this process has used. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}
