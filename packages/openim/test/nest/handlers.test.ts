import type { EventOf } from '@im-callback/core'
import { ImCallback, ImCallbackModule } from '@im-callback/nestjs'
import { messageText, type OpenImCommands, openim } from '@im-callback/openim'
import { openimPayload, openimRequest } from '@im-callback/testing'
import { ForbiddenException, type INestApplication, Injectable, UseGuards } from '@nestjs/common'
import { Test } from '@nestjs/testing'

const OpenIm = ImCallback.for<OpenImCommands>()
type Before = EventOf<OpenImCommands, 'callbackBeforeSendSingleMsgCommand'>

@Injectable()
class NoOneEnters {
  canActivate() {
    return false
  }
}

@Injectable()
class Callbacks {
  readonly online: string[] = []

  @OpenIm('callbackBeforeSendSingleMsgCommand')
  check(event: Before) {
    if (messageText(event.body)?.includes('casino')) return event.reply.reject(20005, 'no')
    if (messageText(event.body) === 'forbidden') throw new ForbiddenException()
    if (messageText(event.body) === 'broken') throw new Error('broken')
  }

  @OpenIm('callbackAfterUserOnlineCommand')
  note(event: EventOf<OpenImCommands, 'callbackAfterUserOnlineCommand'>) {
    this.online.push(event.body.userID)
  }

  @UseGuards(NoOneEnters)
  @OpenIm('callbackBeforeCreateGroupCommand')
  create() {}
}

describe('OpenIM in Nest', () => {
  let app: INestApplication

  beforeAll(async () => {
    const testing = await Test.createTestingModule({
      imports: [
        ImCallbackModule.forRoot({
          path: 'openim/*',
          protocol: openim({ secret: 's3cret' }),
          logger: { warn() {}, error() {} },
          shutdown: { grace: 0 },
        }),
      ],
      providers: [Callbacks],
    }).compile()
    app = testing.createNestApplication({ logger: false })
    await app.listen(0, '127.0.0.1')
  })
  afterAll(() => app.close())

  const send = async (body: Record<string, unknown>, release: '3.8.3' | '3.6' | '2.3' = '3.8.3') => {
    const { url, headers, body: text } = openimRequest(body, { release, path: '/openim/s3cret' })
    const answer = await fetch((await app.getUrl()) + url, {
      method: 'POST',
      headers: new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body: String(text),
    })
    return { status: answer.status, ...((await answer.json()) as object) }
  }
  const saying = (text: string, release: '3.8.3' | '2.3' = '3.8.3') =>
    openimPayload('callbackBeforeSendSingleMsgCommand', {
      release,
      fields: { content: JSON.stringify({ content: text }) },
    })

  it('asks the decorated method', async () => {
    expect(await send(saying('hello'))).toMatchObject({ status: 200, nextCode: 0 })
    expect(await send(saying('the casino'))).toMatchObject({ status: 200, errCode: 20005, nextCode: 1 })
    expect(await send(saying('the casino', '2.3'), '2.3')).toMatchObject({ status: 200, actionCode: 1 })
  })

  it('turns denials into refusals in the way of the version, and faults into going on', async () => {
    expect(await send(saying('forbidden'))).toMatchObject({ status: 200, errCode: 20001, nextCode: 1 })
    expect(await send(saying('forbidden', '2.3'), '2.3')).toMatchObject({ actionCode: 1, errCode: 20001 })
    expect(await send(saying('broken'))).toMatchObject({ status: 200, errCode: 0, nextCode: 0 })
    expect(await send(openimPayload('callbackBeforeCreateGroupCommand', {}))).toMatchObject({ nextCode: 1 })
  })

  it('hands names of old to methods of today', async () => {
    await send(openimPayload('callbackUserOnlineCommand', { release: '3.6' }), '3.6')
    expect(app.get(Callbacks).online).toEqual(['alice'])
  })
})
