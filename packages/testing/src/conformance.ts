import assert from 'node:assert/strict'
import { errorTable } from '@im-callback/core'
import { badInput } from './conformance/bad-input.js'
import { behaviours } from './conformance/behaviours.js'
import { useBench } from './conformance/bench.js'
import { type BodyState, type BodyStateName, bodyStates } from './conformance/body-states.js'
import { itHolds } from './conformance/cases.js'
import { codesOfConnections, itLasts } from './conformance/connections.js'
import { itWithstands } from './conformance/raw-socket.js'
import { describe, it } from './conformance/runner.js'
import type { StartServer } from './conformance/server.js'

export { type BodyState, type BodyStateName, bodyStates } from './conformance/body-states.js'
export type {
  DedupePlace,
  DedupeProcess,
  DedupeTestOptions,
  DedupeUnderTest,
} from './conformance/dedupe/subject.js'
export { dedupeConformance } from './conformance/dedupe.js'
export type { QueueStore, QueueTestOptions, QueueUnderTest } from './conformance/queue/subject.js'
export { queueConformance } from './conformance/queue.js'
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
export function adapterConformance(adapter: AdapterUnderTest): void {
  describe(adapter.name, () => {
    for (const name of Object.keys(bodyStates) as BodyStateName[]) {
      const start = adapter.bodyStates[name]
      if (start !== undefined) describe(`body: ${name}`, () => conforms(start, bodyStates[name]))
    }
    for (const [name, start] of Object.entries(adapter.mounts ?? {})) {
      describe(name, () => itHolds(behaviours, useBench(start), bodyStates.untouched))
    }
    it('is tested with every code of the error table', async () => {
      const tested = new Set([
        ...badInput.map(({ expect }) => expect),
        ...codesOfConnections,
        'body_already_read',
      ])
      assert.deepEqual(
        Object.keys(errorTable).filter((code) => !tested.has(code)),
        [],
      )
    })
  })
}

function conforms(start: StartServer, state: BodyState): void {
  describe('does what handlers say', () => itHolds(behaviours, useBench(start), state))
  describe('answers bad input', () => itHolds(badInput, useBench(start), state))
  describe('withstands what clients do not send', () => itWithstands(useBench(start), state))
  describe('lasts', () => itLasts(start, state))
}
