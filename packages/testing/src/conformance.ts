import assert from 'node:assert/strict'
import { errorTable } from '@im-callback/core'
import { badInput } from './conformance/bad-input.js'
import { behaviours } from './conformance/behaviours.js'
import { type Setup, useBench } from './conformance/bench.js'
import { type BodyState, type BodyStateName, bodyStates } from './conformance/body-states.js'
import { itHolds } from './conformance/cases.js'
import { codesOfConnections, itLasts } from './conformance/connections.js'
import type { ConformancePlatform } from './conformance/platform.js'
import { itWithstands } from './conformance/raw-socket.js'
import { describe, it } from './conformance/runner.js'
import type { StartServer } from './conformance/server.js'
import { tencentPlatform } from './conformance/tencent/platform.js'

export { type BodyState, type BodyStateName, bodyStates } from './conformance/body-states.js'
export type { Case } from './conformance/cases.js'
export type {
  DedupePlace,
  DedupeProcess,
  DedupeTestOptions,
  DedupeUnderTest,
} from './conformance/dedupe/subject.js'
export { dedupeConformance } from './conformance/dedupe.js'
export type { Expectation, Unless } from './conformance/expectation.js'
export type { Answer } from './conformance/http-answer.js'
export { type Journal, secret } from './conformance/journal.js'
export type {
  ConformancePlatform,
  RawTarget,
  Said,
  SuiteHandler,
  SuiteOptions,
} from './conformance/platform.js'
export type { QueueStore, QueueTestOptions, QueueUnderTest } from './conformance/queue/subject.js'
export { queueConformance } from './conformance/queue.js'
export type { Change } from './conformance/request.js'
export { bodyLimit } from './conformance/sample.js'
export { listen, type RunningServer, type StartServer } from './conformance/server.js'

/** An adapter, and how to start servers with it. */
export interface AdapterUnderTest {
  /** For test names: `express 5`. */
  readonly name: string
  /**
   * For each body state the framework can bring about: a server where every request, whatever its method and path,
   * meets that parser and then the adapter. Parsers take bodies up to 1 MiB.
   */
  readonly bodyStates: { readonly [Name in BodyStateName]?: StartServer }
  /** Other ways to mount the adapter at `/im/callback`, by name; no parser runs before. */
  readonly mounts?: { readonly [name: string]: StartServer }
}

/**
 * Tests an adapter: what handlers do and get, bad input, and what only a raw socket sends, for every body state, over
 * real servers. To be called in a test file of Jest, or of Vitest with `globals: true`.
 *
 * @param platform Whose callbacks are sent, and how they are to be answered. Default: Tencent's.
 * @example
 * ```ts
 * import { imCallback } from '@im-callback/express'
 * import { adapterConformance, listen } from '@im-callback/testing/conformance'
 * import express from 'express'
 *
 * adapterConformance({
 *   name: 'express 5',
 *   bodyStates: {
 *     untouched: (im) => listen(express().use(imCallback(im))),
 *     'express.json': (im) => listen(express().use(express.json({ limit: '1mb' }), imCallback(im))),
 *   },
 * })
 * ```
 */
export function adapterConformance(
  adapter: AdapterUnderTest,
  platform: ConformancePlatform = tencentPlatform,
): void {
  describe(platform === tencentPlatform ? adapter.name : `${adapter.name}, ${platform.name}`, () => {
    for (const name of Object.keys(bodyStates) as BodyStateName[]) {
      const start = adapter.bodyStates[name]
      if (start !== undefined)
        describe(`body: ${name}`, () => conforms({ platform, start }, bodyStates[name]))
    }
    for (const [name, start] of Object.entries(adapter.mounts ?? {})) {
      const bench = () => useBench({ platform, start })
      describe(name, () => itHolds(behaviours(platform), bench(), bodyStates.untouched))
    }
    it('is tested with every code of the error table', async () => {
      const tested = new Set([
        ...badInput(platform).map(({ expect }) => expect),
        ...codesOfConnections,
        ...platform.unused,
        'body_already_read',
      ])
      assert.deepEqual(
        Object.keys(errorTable).filter((code) => !tested.has(code)),
        [],
      )
    })
  })
}

function conforms(setup: Setup, state: BodyState): void {
  const { platform } = setup
  describe('does what handlers say', () => itHolds(behaviours(platform), useBench(setup), state))
  describe('answers bad input', () => itHolds(badInput(platform), useBench(setup), state))
  describe('withstands what clients do not send', () => itWithstands(useBench(setup), state))
  describe('lasts', () => itLasts(setup, state))
}
