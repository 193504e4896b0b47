import { CallbackHandler, type MsgElement } from '@im-callback/core'
import {
  type AccountCheckResponse,
  type CreateGroupRequest,
  type CreateGroupResponse,
  Message,
  type RestAnswer,
  type SentMessage,
  type TencentRest,
  type TencentRestEndpoint,
} from '@im-callback/rest'
import { expectTypeOf } from 'expect-type'

declare module '@im-callback/rest' {
  interface TencentRestEndpoints {
    'test_svc/added': { request: { readonly Name: string }; response: RestAnswer & { Found?: string } }
  }
}

// Read by the compiler, not run: a wrong type here fails the type check.
declare const client: TencentRest

describe('types', () => {
  it('go with the endpoint', () => {
    const types = async () => {
      const created = await client.call('group_open_http_svc/create_group', {
        Type: 'Public',
        Name: 'hikers',
      })
      expectTypeOf(created).toEqualTypeOf<CreateGroupResponse>()
      expectTypeOf(created.GroupId).toEqualTypeOf<string | undefined>()
      expectTypeOf(client.group.create).parameter(0).toEqualTypeOf<CreateGroupRequest>()
      expectTypeOf(
        await client.account.check({ CheckItem: [{ UserID: 'a' }] }),
      ).toEqualTypeOf<AccountCheckResponse>()
      expectTypeOf(await client.robot.list()).toHaveProperty('ErrorCode')
      const element = (await client.c2c.getHistory({} as never)).MsgList?.[0]?.MsgBody?.[0]
      expectTypeOf(element).toEqualTypeOf<MsgElement | undefined>()
      expectTypeOf<'openim/sendmsg'>().toExtend<TencentRestEndpoint>()
    }
    expect(types).toBeInstanceOf(Function)
  })

  it('refuse mistakes', () => {
    const types = () => {
      // @ts-expect-error no such endpoint
      void client.call('openim/sendmgs', {})
      // @ts-expect-error no name
      void client.call('group_open_http_svc/create_group', { Type: 'Public' })
      // @ts-expect-error no such field
      void client.group.create({ Type: 'Public', Name: 'hikers', Naem: 'hikers' })
      // @ts-expect-error not a number
      void client.group.destroy({ GroupId: 7 })
      // @ts-expect-error no such option
      void client.robot.list({}, { timout: 1 })
      // @ts-expect-error an elementary thing is missing
      new Message().location({ Desc: 'here' })
      // @ts-expect-error no such setting
      new Message().offlinePush({ PushFlg: 1 })
    }
    expect(types).toBeInstanceOf(Function)
  })

  it('know endpoints that were added', () => {
    const types = async () => {
      const { Found } = await client.call('test_svc/added', { Name: 'x' })
      expectTypeOf(Found).toEqualTypeOf<string | undefined>()
    }
    expect(types).toBeInstanceOf(Function)
  })

  it('go through to event.rest', () => {
    const types = () => {
      const im = new CallbackHandler({ rest: client })
      im.on('C2C.CallbackAfterSendMsg', async (event) => {
        const { From_Account, To_Account, MsgBody } = event.body
        const echo = new Message()
          .from(To_Account)
          .to(From_Account)
          .add(...MsgBody)
        expectTypeOf(await event.rest.sendMessage(echo)).toEqualTypeOf<SentMessage>()
        await event.rest.sendMessage({ To_Account: From_Account, MsgBody })
      })
    }
    expect(types).toBeInstanceOf(Function)
  })
})
