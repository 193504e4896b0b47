interface TestRunner {
  describe(name: string, body: () => void): void
  it(name: string, body: () => Promise<void>): void
  beforeEach(body: () => Promise<void>): void
  afterEach(body: () => Promise<void>): void
}

/** The globals of Jest, and of Vitest with `globals: true`: asked for by name, so that no types of theirs are needed. */
export const { describe, it, beforeEach, afterEach } = globalThis as unknown as TestRunner
