import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describeWithPython } from '@im-callback/test-servers'
import { startGateway } from './support/gateway.js'

const run = promisify(execFile)

describeWithPython('a plain socket client of version 1', () => {
  it.each([
    ['in the compatible mode', { compat: 'strict-silent' } as const],
    ['otherwise', {}],
    ['with copies: notify', { copies: 'notify' } as const],
  ])(
    'logs in, sends 24, 25 and 64, is notified and syncs, %s',
    async (_, options) => {
      const bench = await startGateway(options)
      const program = join(__dirname, 'programs/single_recv.py')
      const { stdout } = await run('python3', [program, String(bench.ports.tcp)], { timeout: 20_000 })
      expect(stdout).toBe('fine\n')
      await bench.close()
    },
    30_000,
  )
})
