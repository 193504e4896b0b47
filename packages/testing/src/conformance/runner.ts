interface TestRunner {
  describe(name: string, body: () => void): void
  it(name: string, body: () => Promise<void>, timeout?: number): void
  beforeAll(body: () => Promise<void>): void
  afterAll(body: () => Promise<void>): void
}

/** The globals of Jest, and of Vitest with `globals: true`: asked for by name, so that no types of theirs are needed. */
export const { describe, it, beforeAll, afterAll } = globalThis as unknown as TestRunner
