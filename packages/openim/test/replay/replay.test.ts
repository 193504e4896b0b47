import { CallbackHandler } from '@im-callback/core'
import { openimCommandsOf, openimPayload, openimRequest } from '@im-callback/testing'
import {
  messageText,
  OpenImCommand,
  type OpenImCommands,
  type OpenImOptions,
  openim,
} from '../../src/index.js'
import { commandNamed } from '../go/catalog.js'
import { serve } from '../go/server.js'
import { optionOf, type ServerVersion, serverVersions } from '../go/version.js'
import { listen, type Running, servers } from './servers.js'
import { written } from './written.js'

const logger = { warn: jest.fn(), error: jest.fn() }
const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  expect(logger.error).not.toHaveBeenCalled()
  logger.warn.mockClear()
})

function handler(options: OpenImOptions = {}): CallbackHandler<OpenImCommands> {
  return new CallbackHandler({ protocol: openim(options), logger })
}

async function running(kind: string, im: CallbackHandler<OpenImCommands>): Promise<Running> {
  const start = servers[kind]
  if (start === undefined) throw new Error(`There is no ${kind}.`)
  const server = await listen(start(im))
  closing.push(server.close)
  return server
}

describe.each(Object.keys(servers))('%s', (kind) => {
  describe.each(serverVersions)('serves %s', (version) => {
    it.each(['auto', optionOf(version)] as const)('with version: %s, every command of it', async (option) => {
      const seen: unknown[] = []
      const im = handler({ version: option })
      for (const command of Object.values(OpenImCommand))
        im.on(command, (event) => void seen.push([event.command, event.rawBody, event.headers.operationid]))
      const { send } = await running(kind, im)
      const sent: unknown[] = []
      for (const name of openimCommandsOf(version)) {
        const { secret, ...shown } = openimPayload(name, { release: version })
        const isWhole = secret === undefined
        const request = openimRequest(isWhole ? shown : { ...shown, secret }, { release: version })
        const { status, body } = await send(request)
        expect([name, status, outcome(version, name, body)]).toEqual([name, 200, continued])
        sent.push([
          name,
          kind.includes('json') ? expect.any(String) : isWhole ? request.body : JSON.stringify(shown),
          request.headers.operationid,
        ])
      }
      expect(seen).toEqual(sent)
    })

    it('refuses where a handler refuses', async () => {
      const im = handler().on('callbackBeforeSendSingleMsgCommand', ({ reply }) => reply.reject(20001, 'no'))
      const { send } = await running(kind, im)
      for (const path of ['/openim', '/openim/', '/openim//', '/openim/some/where']) {
        const name = 'callbackBeforeSendSingleMsgCommand'
        const { body } = await send(
          openimRequest(openimPayload(name, { release: version }), { release: version, path }),
        )
        expect([path, outcome(version, name, body)]).toEqual([
          path,
          version === '3.6' ? continued : refused(version),
        ])
      }
    })

    it('knows its secret, and nobody without it', async () => {
      const im = handler({ path: '/openim', secret: 'kJ3vXq0Zr8' })
      im.fallback(({ reply }) => reply.ok())
      const { send } = await running(kind, im)
      const name = 'callbackAfterSendGroupMsgCommand'
      const at = (path: string) =>
        send(
          openimRequest(openimPayload(name, { release: version }), { release: version, path, withKey: true }),
        )
      for (const path of ['/openim/kJ3vXq0Zr8', '/openim/kJ3vXq0Zr8/', '/openim//kJ3vXq0Zr8']) {
        expect([path, (await at(path)).status]).toEqual([path, 200])
      }
      for (const path of ['/openim', '/openim/', '/openim/kJ3vXq0Zr9', '/openim/kj3vxq0zr8']) {
        expect([path, (await at(path)).status]).toEqual([path, 401])
      }
    })
  })

  it('serves nothing beside the path it was given', async () => {
    const { send } = await running(kind, handler({ path: '/openim', secret: 'kJ3vXq0Zr8' }))
    const sent = openimPayload('callbackAfterSendGroupMsgCommand', { release: '2.3' })
    const { status } = await send(openimRequest(sent, { release: '2.3', path: '/openim/a/kJ3vXq0Zr8' }))
    expect(status).toBe(401)
  })

  it.each(written)(
    'reads what $release writes to $url',
    async ({ release, url, headers, body, command, text }) => {
      const seen: unknown[] = []
      const im = handler()
      const judge = ({ command: name, body: message }: { command: string; body: object }) =>
        void seen.push([name, messageText(message)])
      im.on('callbackBeforeSendSingleMsgCommand', judge)
      im.on('callbackBeforeSendGroupMsgCommand', judge)
      im.on('callbackBeforeMsgModifyCommand', judge)
      const { send } = await running(kind, im)
      const answer = await send({ url, headers, body })
      expect(seen).toEqual([[command, text]])
      expect(outcome(release as ServerVersion, command, answer.body)).toEqual(continued)
      expect(logger.warn).not.toHaveBeenCalled()
    },
  )
})

const continued = { kind: 'continued', changes: {} }
const refused = (version: ServerVersion) => ({
  kind: 'refused',
  errCode: version === '2.0' ? 0 : 20001,
  errMsg: 'no',
})

function outcome(version: ServerVersion, name: string, reply: string): object {
  const command = commandNamed(name)
  return serve({ version, command, request: openimPayload(name, { release: version }) }, reply)
}
