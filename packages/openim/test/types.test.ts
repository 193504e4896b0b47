import type { EventOf } from '@im-callback/core'
import {
  type BeforeJoinGroupRequest,
  type OpenImCommand,
  type OpenImCommands,
  openimCommands,
  type RoleLevel,
} from '@im-callback/openim'
import { expectTypeOf } from 'expect-type'
import { handlerOf } from './support/handler.js'

describe('types of OpenIM', () => {
  it('name every command of the catalogue', () => {
    expectTypeOf<keyof OpenImCommands>().toEqualTypeOf<OpenImCommand>()
    expectTypeOf(openimCommands).toHaveProperty('callbackWordFilterCommand')
  })

  it('have lists and pointers that may be null, and the odd names of the wire', () => {
    type Read = OpenImCommands['callbackAfterSingleMsgReadCommand']['request']
    expectTypeOf<Read['Seqs']>().toEqualTypeOf<number[] | null>()
    type Agree = OpenImCommands['callbackBeforeAddFriendAgreeCommand']['request']
    expectTypeOf<Agree>().toHaveProperty('HandleResult')
    type Info = OpenImCommands['callbackBeforeSetGroupMemberInfoCommand']['request']
    expectTypeOf<Info['roleLevel']>().toEqualTypeOf<RoleLevel | null>()
    expectTypeOf<BeforeJoinGroupRequest['groupType']>().toEqualTypeOf<string>()
    type Modify = OpenImCommands['callbackBeforeMsgModifyCommand']['request']
    expectTypeOf<Modify['sendTime']>().toEqualTypeOf<number | undefined>()
  })

  it('offer each command what it allows', () => {
    const im = handlerOf()
    im.on('callbackBeforeSendSingleMsgCommand', (event) => {
      expectTypeOf(event.reply).not.toHaveProperty('rewrite')
      // @ts-expect-error use 100 or more
      if (event.body.seq === 99) return event.reply.reject(99)
      // @ts-expect-error use 100 or more
      if (event.body.seq === 0) return event.reply.reject(0)
      return event.reply.reject(100)
    })
    im.on('callbackBeforeMsgModifyCommand', (event) => {
      // @ts-expect-error the request does not say whether there were any
      if (event.body.seq === 1) return event.reply.rewrite({ offlinePushInfo: {} })
      return event.reply.rewrite({ content: { content: 'a' } })
    })
    im.on('callbackAfterQuitGroupCommand', (event) => {
      expectTypeOf(event.reply).not.toHaveProperty('reject')
    })
    // @ts-expect-error no command of OpenIM
    im.on('C2C.CallbackBeforeSendMsg', () => undefined)
    type Event = EventOf<OpenImCommands, 'callbackBeforeMembersJoinGroupCommand'>
    // @ts-expect-error without userID
    const change: Parameters<Event['reply']['rewrite']>[0] = { memberCallbackList: [{ nickname: 'a' }] }
    expectTypeOf(change).toBeObject()
  })
})
