export function answersWhileListening(server: {
  listen(): Promise<string>
  close(): Promise<void>
}): Promise<void>

export function report(checks: Record<string, () => unknown>): Promise<void>
