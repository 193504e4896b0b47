import { openimCommandsOf } from '@im-callback/testing'
import fc from 'fast-check'
import { requests } from './arbitraries.js'
import { type Behaviour, behaviours } from './behaviour.js'
import { commandNamed } from './catalog.js'
import { meaning } from './meaning.js'
import { receiver } from './receiver.js'
import { serve } from './server.js'
import { optionOf, type ServerVersion, serverVersions } from './version.js'

const seed = 20261120

describe.each(serverVersions)('a server of %s', (version) => {
  describe.each(['auto', optionOf(version)] as const)('with version: %s', (option) => {
    it.each(openimCommandsOf(version))(
      '%s: it reads every reply and does what the handler meant',
      async (name) => {
        const command = commandNamed(name)
        const cases = [requests(version, command), behaviours(command), fc.nat(2)] as const
        const property = fc.asyncProperty(...cases, async (request, behaviour, layers) => {
          const { body, status } = await receiver(behaviour, { version: option, layers }).send(
            version,
            request,
          )
          const sent = { version, command, request }
          expect(serve(sent, body)).toEqual(meaning(behaviour, sent))
          expect(status).toBe(200)
        })
        await fc.assert(property, { seed, numRuns: 25 })
      },
    )
  })

  it.each(beforeCommandsOf(version))('%s: it refuses what failed, when it is told to', async (name) => {
    const command = commandNamed(name)
    const policies = { onError: 'reject', onTimeout: 'reject' } as const
    const failing = fc.constantFrom<Behaviour>({ does: 'throw' }, { does: 'hang' })
    const property = fc.asyncProperty(requests(version, command), failing, async (request, behaviour) => {
      const { body } = await receiver(behaviour, policies).send(version, request)
      const outcome = serve({ version, command, request }, body)
      if (version === '3.6') expect(outcome).toEqual({ kind: 'continued', changes: {} })
      else expect(outcome).toMatchObject({ kind: 'refused', errMsg: expect.not.stringContaining('broke') })
    })
    await fc.assert(property, { seed, numRuns: 10 })
  })
})

function beforeCommandsOf(version: ServerVersion): string[] {
  return openimCommandsOf(version).filter((name) => commandNamed(name).phase === 'before')
}
