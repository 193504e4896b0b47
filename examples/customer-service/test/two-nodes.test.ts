import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Browser,
  describeWithChromium,
  describeWithPostgres,
  describeWithRedis,
  type PostgresServer,
  type RedisServer,
  startChromium,
  startPostgres,
  startRedis,
} from '@im-callback/test-servers'
import { build, type Example, start } from './support/example.js'
import { arrive, isConnected, message, type Person, talk, ticked, write } from './support/people.js'

jest.setTimeout(120_000)

describeWithPostgres('two nodes', () =>
  describeWithRedis('on one Redis and one PostgreSQL', () =>
    describeWithChromium('in the browser', () => {
      let browser: Browser
      let postgres: PostgresServer
      let redis: RedisServer
      let folder: string
      let example: Example
      const people: Person[] = []

      const come = async (url: string | undefined) => {
        const person = await arrive(browser, url ?? '')
        people.push(person)
        return person
      }

      beforeAll(async () => {
        build()
        // One after the other: what has started is stopped, also when the next one does not start.
        browser = await startChromium()
        postgres = await startPostgres()
        redis = await startRedis()
      }, 300_000)
      afterAll(() => Promise.all([browser?.close(), postgres?.stop(), redis?.stop()]))

      beforeEach(async () => {
        folder = mkdtempSync(join(tmpdir(), 'im-callback-'))
        const shared = { IM_POSTGRES_URL: postgres.url, IM_REDIS_URL: redis.url }
        example = await start('two-nodes', { IM_DATA: folder, ...shared })
      })
      afterEach(async () => {
        await Promise.all(people.splice(0).map(({ page }) => page.context().close()))
        expect(await example.kill('SIGTERM')).toBe(0)
        rmSync(folder, { recursive: true })
      })

      it('carries messages and receipts between a customer on one and support on the other', async () => {
        const [one, other] = example.nodes
        expect(one?.customer).not.toBe(other?.customer)
        const [anna, desk] = [await come(one?.customer), await come(other?.support)]
        await isConnected(desk)
        await write(anna, 'hello over there')
        await ticked(anna, 'hello over there', 'Delivered')
        await talk(desk, 'hello over there').click()
        await ticked(anna, 'hello over there', 'Read')
        await write(desk, 'hello to you')
        await message(anna, 'hello to you').waitFor()
        await ticked(desk, 'hello to you', 'Read')
      })

      it('shows a seller who is on both nodes the same, with the replies of the other page', async () => {
        const [one, other] = example.nodes
        const [anna, here, there] = [
          await come(one?.customer),
          await come(one?.support),
          await come(other?.support),
        ]
        for (const desk of [here, there]) await isConnected(desk)
        await write(anna, 'who is there?')
        await talk(here, 'who is there?').click()
        await write(here, 'I am')
        await talk(there, 'I am').click()
        expect(await message(there, 'who is there?').count()).toBe(1)
        await ticked(there, 'I am', 'Read')
      })

      it('goes on after Redis was gone, with nothing lost and nothing twice', async () => {
        const [one, other] = example.nodes
        const [anna, desk] = [await come(one?.customer), await come(other?.support)]
        await isConnected(desk)
        await write(anna, 'before')
        await talk(desk, 'before').click()
        await redis.kill()
        await write(anna, 'without Redis')
        await ticked(anna, 'without Redis', 'Sent')
        await redis.restart()
        await message(desk, 'without Redis').waitFor()
        await write(anna, 'with Redis')
        await message(desk, 'with Redis').waitFor()
        const texts = await desk.page.getByRole('log').locator('.text').allTextContents()
        expect(texts).toEqual(['before', 'without Redis', 'with Redis'])
      })
    }),
  ),
)
