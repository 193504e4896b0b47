interface Process {
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly emitWarning?: (message: string, options: { type: string; code: string }) => void
}

// Asked for by name, since not every runtime has it.
const runtime = (globalThis as { process?: Process }).process

/** A variable of the environment; unset and empty are the same. */
export function fromEnvironment(name: string): string | undefined {
  return runtime?.env?.[name] || undefined
}

const warned = new Set<string>()

/** A process warning, once per process. */
export function warnOnce(code: string, message: string): void {
  if (warned.has(code)) return
  warned.add(code)
  if (runtime?.emitWarning === undefined) console.warn(message)
  else runtime.emitWarning(message, { type: 'ImCallbackWarning', code })
}
