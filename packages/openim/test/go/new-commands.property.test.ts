import fc from 'fast-check'
import { behaviours } from './behaviour.js'
import { commandNamed } from './catalog.js'
import { receiver } from './receiver.js'
import { serve } from './server.js'

describe('a command nobody knows yet', () => {
  const name = 'callbackBeforeSomethingNewCommand'
  const command = {
    command: name,
    phase: 'before',
    versions: { since: 'v3' },
    aliases: [],
    request: [],
    reply: [],
  } as const

  it('is answered so that its server can read it, whatever a handler does', async () => {
    const known = commandNamed('callbackBeforeMsgModifyCommand')
    const property = fc.asyncProperty(behaviours(known), async (behaviour) => {
      const request = { callbackCommand: name, operationID: 'op' }
      const { body } = await receiver(behaviour).send('3.8.4', request)
      const outcome = serve({ version: '3.8.4', command, request }, body)
      expect(outcome.kind).toBe(behaviour.does === 'refuse' ? 'refused' : 'continued')
    })
    await fc.assert(property, { seed: 20261120, numRuns: 500 })
  })
})
