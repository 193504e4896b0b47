import assert from 'node:assert/strict'
import type { User } from '../domain/user.js'
import type { Delivery, Listener, Router } from '../ports/router.js'
import { Command } from '../wire/commands.js'
import { afterEach, beforeEach, describe, it } from './runner.js'

/** A router, and how to get the routers of several nodes. */
export interface RouterUnderTest {
  /** For test names: `redis`. */
  readonly name: string
  /** The routers of so many nodes that know of each other; a router for one process answers one. */
  open(nodes: number): Promise<readonly Router[]>
}

const user: User = { appId: 7n, uid: 2n ** 62n }
const namesake: User = { appId: 8n, uid: 2n ** 62n }
const body = Uint8Array.from({ length: 300 }, (_, index) => index)
const stored: Delivery = {
  message: { command: Command.CustomerV2, flags: 0x11, body },
  position: { msgid: 2n ** 60n, prev: 2n ** 60n - 1n },
}
const patience = 5000

/** A listener that remembers. */
class Ear implements Listener {
  readonly isOnline: boolean
  readonly heard: Delivery[] = []

  constructor(isOnline = true) {
    this.isOnline = isOnline
  }

  deliver({ message, position }: Delivery): void {
    const copy = message === undefined ? undefined : { ...message, body: Uint8Array.from(message.body) }
    this.heard.push({ message: copy, position })
  }
}

const whole = ({ message, position }: Delivery) => ({ message, position })

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + patience
  while (!(await isSo())) {
    assert(Date.now() < end, `not so within ${patience} ms: ${isSo}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/**
 * Tests a router. To be called in a test file of Jest, or of Vitest with `globals: true`.
 *
 * @example
 * ```ts
 * import { localRouter } from '@im-callback/customer-service'
 * import { routerConformance } from '@im-callback/customer-service/conformance'
 *
 * routerConformance({ name: 'local', open: async () => [localRouter()] })
 * ```
 */
export function routerConformance({ name, open }: RouterUnderTest): void {
  describe(`router: ${name}`, () => {
    let routers: readonly Router[]
    let here: Router
    let there: Router
    beforeEach(async () => {
      routers = await open(2)
      const [first, last] = [routers[0], routers.at(-1)]
      assert(first !== undefined && last !== undefined, 'open answers at least one router')
      here = first
      there = last
    })
    afterEach(async () => {
      await Promise.all(routers.map((router) => router.close()))
    })

    it('reaches every listener of a user, on this node and on others, but the one left out', async () => {
      const [sender, second, third] = [new Ear(), new Ear(), new Ear()]
      await here.join(user, sender)
      await here.join(user, second)
      await there.join(user, third)
      here.deliver(user, stored, sender)
      await until(() => second.heard.length > 0 && third.heard.length > 0)
      assert.deepEqual(second.heard, [whole(stored)])
      assert.deepEqual(third.heard, [whole(stored)])
      assert.deepEqual(sender.heard, [])
    })

    it('delivers messages that are stored nowhere, and positions without a message', async () => {
      const ear = new Ear()
      await there.join(user, ear)
      here.deliver(user, { message: stored.message })
      here.deliver(user, { position: { msgid: 5n, prev: 4n } })
      await until(() => ear.heard.length === 2)
      assert.deepEqual(ear.heard, [
        { message: stored.message, position: undefined },
        { message: undefined, position: { msgid: 5n, prev: 4n } },
      ])
    })

    it('keeps users apart: the same uid in two apps is two users', async () => {
      const [mine, other] = [new Ear(), new Ear()]
      await there.join(user, mine)
      await there.join(namesake, other)
      here.deliver(namesake, { position: { msgid: 1n, prev: 0n } })
      here.deliver(user, stored)
      await until(() => mine.heard.length > 0)
      assert.deepEqual(mine.heard, [whole(stored)])
      assert.equal(other.heard.length, 1)
    })

    it('reaches no one who has left, and still those who have not', async () => {
      const [gone, stays] = [new Ear(), new Ear()]
      const leave = await there.join(user, gone)
      await there.join(user, stays)
      leave()
      leave()
      here.deliver(user, stored)
      await until(() => stays.heard.length > 0)
      assert.deepEqual(gone.heard, [])
    })

    it('reaches who comes back', async () => {
      const ear = new Ear()
      for (let round = 0; round < 3; round++) (await there.join(user, ear))()
      await there.join(user, ear)
      here.deliver(user, stored)
      await until(() => ear.heard.length > 0)
    })

    it('knows on every node who is online', async () => {
      assert.equal(await here.isOnline(user), false)
      const leaveQuiet = await there.join(user, new Ear(false))
      assert.equal(await here.isOnline(user), false, 'a connection that wants pushes does not count')
      const leave = await there.join(user, new Ear())
      assert.equal(await here.isOnline(user), true)
      assert.equal(await there.isOnline(user), true)
      assert.equal(await here.isOnline(namesake), false)
      leave()
      leaveQuiet()
      await until(async () => !(await here.isOnline(user)))
    })

    it('keeps the order of deliveries', async () => {
      const ear = new Ear()
      await there.join(user, ear)
      const positions = Array.from({ length: 500 }, (_, index) => ({
        msgid: BigInt(index + 1),
        prev: BigInt(index),
      }))
      for (const position of positions) here.deliver(user, { position })
      await until(() => ear.heard.length === positions.length)
      assert.deepEqual(
        ear.heard.map(({ position }) => position),
        positions,
      )
    })
  })
}
