import { openim } from '@im-callback/openim'
import { goOn, handlerOf, post, said } from './support/handler.js'

interface Untyped {
  ok(): object
  reject(errCode?: unknown, errMsg?: unknown, errDlt?: unknown): object
  rewrite(changes?: unknown): object
  rewriteText(text?: unknown): object
}

const protocol = openim({ authenticate: () => true })
const v2 = { SdkAppid: '', CallbackCommand: '', Version: 'v2' }
const replyTo = (command: string, body = {}, params?: typeof v2) =>
  protocol.verdicts(command, body, params) as Untyped
const reply = (result: unknown, command: string, body = {}, params?: typeof v2) =>
  protocol.reply(result, command, body, params)

const before = 'callbackBeforeSendSingleMsgCommand'
const modify = 'callbackBeforeMsgModifyCommand'
const groupInfo = {
  groupID: 'g-1',
  groupName: 'Hikers',
  notification: 'n',
  introduction: 'i',
  faceURL: 'f',
  ex: 'x',
  needVerification: 1,
}

describe('refusing', () => {
  it.each([
    ['callbackBeforeSendSingleMsgCommand', undefined],
    ['callbackBeforeMsgModifyCommand', { SdkAppid: '', CallbackCommand: '', Version: 'v3.6' }],
    ['callbackBeforeAddFriendCommand', { SdkAppid: '', CallbackCommand: '', Version: 'v3.4' }],
  ])('%s says it in all the ways of v3', (command, params) => {
    const answer = { actionCode: 0, errCode: 20005, errMsg: 'no', errDlt: 'why', nextCode: 1 }
    expect(replyTo(command, {}, params).reject(20005, 'no', 'why')).toEqual(answer)
  })

  it('has a code of its own unless it is given one', () => {
    expect(replyTo(before).reject()).toMatchObject({ errCode: 20001, nextCode: 1 })
  })

  it('says it with actionCode in v2, and keeps the code where v2.3 knows it', () => {
    const answer = { actionCode: 1, errCode: 20005, errMsg: 'no', operationID: 'op' }
    expect(replyTo(before, { seq: 0, operationID: 'op' }, v2).reject(20005, 'no')).toEqual(answer)
    expect(replyTo('callbackOnlinePushCommand', { operationID: 'op' }, v2).reject(20005, 'no')).toEqual(
      answer,
    )
  })

  it('has no code for v2.0, which takes a refusal with one for none', () => {
    expect(replyTo(before, { operationID: 'op' }, v2).reject(20005, 'no')).toEqual({
      actionCode: 1,
      errCode: 0,
      errMsg: 'no',
      operationID: 'op',
    })
  })

  it.each([0, 1, 14, 99, -1, 1.5, 2 ** 31, Number.NaN, '20001'])('takes no %p for a code', (code) => {
    expect(() => replyTo(before).reject(code)).toThrow(/does not refuse as meant. Use 100 or more/)
  })

  it('is nothing an event that has happened can be answered with', () => {
    expect(() => replyTo('callbackAfterSendSingleMsgCommand').reject()).toThrow('cannot be refused')
    expect(() => reply({ errCode: 20001, nextCode: 1 }, 'callbackAfterSendSingleMsgCommand')).toThrow(
      'cannot be refused',
    )
  })

  it('takes text alone for text', () => {
    expect(() => replyTo(before).reject(20001, 5)).toThrow('errMsg is 5; give text')
    expect(() => replyTo(before).reject(20001, '', {})).toThrow('errDlt is an object; give text')
  })
})

describe('an answer that is an object', () => {
  it('goes on when it says so, or nothing', () => {
    for (const answer of [undefined, null, {}, { actionCode: 0 }, { errCode: 0, nextCode: 0, errMsg: '' }]) {
      expect(reply(answer, before)).toEqual(goOn)
    }
  })

  it('refuses on every version when it refuses on those of today', () => {
    const answer = { actionCode: 0, errCode: 5001, errMsg: 'no', nextCode: 1 }
    expect(reply(answer, before)).toEqual({ ...goOn, ...answer })
    expect(reply(answer, before, { seq: 0 }, v2)).toMatchObject({ actionCode: 1, errCode: 5001 })
  })

  it('refuses v2 in its own words', () => {
    expect(reply({ actionCode: 1 }, before, { seq: 0 }, v2)).toMatchObject({ actionCode: 1, errCode: 0 })
  })

  it.each([
    { actionCode: 1, errCode: 20001, nextCode: 1 },
    { actionCode: 1, errCode: 20001 },
    { errCode: 20001 },
    { nextCode: 2 },
  ])('is no answer when versions differ about it: %j', (answer) => {
    expect(() => reply(answer, before)).toThrow(/neither goes on nor refuses on every server/)
  })

  it('has no code below 100', () => {
    expect(() => reply({ errCode: 5, nextCode: 1 }, before)).toThrow('Use 100 or more')
    expect(() => reply({ nextCode: 1 }, before)).toThrow('Use 100 or more')
  })

  it.each([
    [{ nextCode: '0' }, 'nextCode is a string; give an integer'],
    [{ nextCode: 0.5 }, 'nextCode is 0.5; give an integer from -2147483648 to 2147483647'],
    [{ errMsg: 1 }, 'errMsg is 1; give text'],
    [{ ActionStatus: 'OK', ErrorCode: 0 }, 'the reply has no field "ActionStatus"'],
    [[], 'is a list; give an object'],
    ['no', 'is a string; give an object'],
    [new Map(), 'is an object; give an object'],
  ])('is refused where Go could not read it: %p', (answer, message) => {
    expect(() => reply(answer, before)).toThrow(message)
  })

  it('stays what it is when middleware hands it on', () => {
    for (const [command, body, params] of [
      [before, {}, undefined],
      [before, {}, v2],
      [before, { seq: 1, operationID: 'op' }, v2],
      ['callbackBeforeSetGroupInfoExCommand', { groupID: 'g', ex: null }, undefined],
    ] as const) {
      for (const made of [replyTo(command, body, params).ok(), replyTo(command, body, params).reject()]) {
        expect(reply(made, command, body, params)).toEqual(made)
      }
    }
  })

  it('is taken as it is for a command nobody knows', () => {
    expect(reply({ some: [1] }, 'callbackOfTomorrowCommand')).toEqual({ ...goOn, some: [1] })
    for (const name of ['nextcode', 'ERRCODE', 'errM\u017fg']) {
      expect(() => reply({ [name]: '1' }, 'callbackOfTomorrowCommand')).toThrow('Did you mean')
    }
  })
})

describe('rewriting', () => {
  it('checks every field as the struct of the server has it', () => {
    expect(
      replyTo(modify).rewrite({ recvID: 'bob', options: { history: false }, atUserIDList: ['a'] }),
    ).toEqual({
      ...goOn,
      recvID: 'bob',
      options: { history: false },
      atUserIDList: ['a'],
    })
    for (const [changes, message] of [
      [{ recvID: 1 }, 'recvID is 1; give text'],
      [{ status: '2' }, 'status is a string; give an integer'],
      [{ status: 2 ** 31 }, 'give an integer from -2147483648 to 2147483647'],
      [{ options: { history: 1 } }, 'options.history is 1; give true or false'],
      [{ atUserIDList: 'a' }, 'atUserIDList is a string; give a list'],
      [{ atUserIDList: [1] }, 'atUserIDList[0] is 1; give text'],
      [{ senderFaceUrl: '' }, 'Did you mean "senderFaceURL"?'],
      [{ faceURL: '' }, 'the reply has no field "faceURL"'],
    ] as const) {
      expect(() => replyTo(modify).rewrite(changes)).toThrow(message)
    }
  })

  it('leaves out what is undefined or null', () => {
    expect(replyTo(modify).rewrite({ recvID: undefined, groupID: null })).toEqual(goOn)
  })

  it('makes JSON of content, and takes no other text for it', () => {
    expect(replyTo(modify).rewrite({ content: { content: '<***>' } })).toMatchObject({
      content: '{"content":"<***>"}',
    })
    expect(replyTo(modify).rewrite({ content: '{"content":"a"}' })).toMatchObject({
      content: '{"content":"a"}',
    })
    for (const content of ['hello', '[]', 'null', '"a"', [], 1, new Date()]) {
      expect(() => replyTo(modify).rewrite({ content })).toThrow(/content is/)
    }
  })

  it.each([
    [{ contentType: 101, content: '{"content":"a","x":1}' }, '{"content":"***","x":1}'],
    [{ contentType: 106, content: '{"text":"a","atUserList":["b"]}' }, '{"text":"***","atUserList":["b"]}'],
    [{ contentType: 101, content: 'plain' }, '{"content":"***"}'],
  ])('writes a text where the content has it: %j', (body, content) => {
    expect(replyTo(modify, body).rewriteText('***')).toMatchObject({ content })
  })

  it('writes no text into a picture', () => {
    expect(() => replyTo(modify, { contentType: 102, content: '{}' }).rewriteText('***')).toThrow(
      'has no text',
    )
  })

  it('never gives back push settings that the message may not have had', () => {
    expect(() => replyTo(modify).rewrite({ offlinePushInfo: { title: 'x' } })).toThrow(
      'offlinePushInfo cannot be changed: the server breaks off the operation',
    )
    const push = { offlinePushInfo: { title: 'x', iOSBadgeCount: true } }
    expect(replyTo('callbackBeforeOfflinePushCommand').rewrite(push)).toEqual({ ...goOn, ...push })
  })

  it('takes no code: that would be a refusal', () => {
    expect(() => replyTo(modify).rewrite({ nextCode: 1 })).toThrow('refuse with reject')
    expect(() => replyTo(before).rewrite({})).toThrow('cannot be rewritten')
    expect(() => replyTo(modify).rewrite(undefined)).toThrow('rewrite is a undefined; give an object')
  })

  it('takes no member without userID, and changes the others', () => {
    const join = replyTo('callbackBeforeMembersJoinGroupCommand')
    const memberCallbackList = [{ userID: 'bob', nickname: 'B', muteEndTime: 1700000000000 }]
    expect(join.rewrite({ memberCallbackList })).toEqual({ ...goOn, memberCallbackList })
    expect(() => join.rewrite({ memberCallbackList: [{ nickname: 'B' }] })).toThrow(
      'without userID the server',
    )
    expect(() => join.rewrite({ memberCallbackList: [null] })).toThrow('[0] is null; give an object')
  })

  it('leaves out what was null in the request where the server would trip over it', () => {
    const command = 'callbackBeforeUpdateUserInfoExCommand'
    const changes = { nickName: 'A', faceURL: 'f', ex: 'x' }
    expect(replyTo(command, { nickName: 'a', faceURL: null }).rewrite(changes)).toEqual({
      ...goOn,
      nickName: 'A',
    })
  })
})

describe('what the server takes from every reply', () => {
  const command = 'callbackBeforeSetGroupInfoCommand'

  it('is given back as it came, and no more than that', () => {
    const echo = { groupID: 'g-1', groupName: 'Hikers', introduction: 'i', faceURL: 'f' }
    expect(reply(undefined, command, groupInfo)).toEqual({ ...goOn, ...echo })
    expect(replyTo(command, groupInfo).rewrite({ groupName: '***' })).toEqual({
      ...goOn,
      ...echo,
      groupName: '***',
    })
    expect(replyTo(command, groupInfo).rewrite({ groupName: null })).toEqual({ ...goOn, ...echo })
  })

  it('is given back with nulls where null means unchanged', () => {
    const body = { ...groupInfo, groupName: null, needVerification: null, lookMemberInfo: 0 }
    expect(reply(undefined, 'callbackBeforeSetGroupInfoExCommand', body)).toEqual({
      ...goOn,
      groupID: 'g-1',
      groupName: null,
      introduction: 'i',
      faceURL: 'f',
      ex: 'x',
      needVerification: null,
      lookMemberInfo: 0,
    })
  })

  it('is not given back when it is nothing the server could have sent', () => {
    expect(reply(undefined, command, { groupID: 5, groupName: {} })).toEqual(goOn)
  })

  it('is the text to be filtered in v2', () => {
    const body = { contentType: 101, content: 'hello', operationID: 'op' }
    const command = 'callbackWordFilterCommand'
    const v2GoOn = { actionCode: 0, errCode: 0, errMsg: '', operationID: 'op' }
    expect(reply(undefined, command, body, v2)).toEqual({ ...v2GoOn, content: 'hello' })
    expect(replyTo(command, body).rewriteText('***')).toEqual({ ...v2GoOn, content: '***' })
    expect(replyTo(command, { ...body, content: '{"content":"a"}' }).rewriteText('***')).toMatchObject({
      content: '{"content":"***"}',
    })
  })
})

describe('old servers', () => {
  it('that let members join one by one get and give what handlers know as a list', async () => {
    const im = handlerOf()
    im.on('callbackBeforeMembersJoinGroupCommand', (event) =>
      event.reply.rewrite({
        memberCallbackList: (event.body.memberList ?? []).map(({ userID }) => ({ userID, nickname: 'new' })),
      }),
    )
    const name = 'callbackBeforeMemberJoinGroupCommand'
    const body = { callbackCommand: name, groupID: 'g', userID: 'bob', ex: '', groupEx: '' }
    expect(said(await post(im, `/cb/${name}`, body))).toEqual({
      ...goOn,
      nickname: 'new',
      memberCallbackList: [{ userID: 'bob', nickname: 'new' }],
    })
  })

  it('that write conversations with underscores are read and answered so', async () => {
    const im = handlerOf()
    const name = 'callbackBeforeCreateSingleChatConversationsCommand'
    im.use(async (_event, next) => next())
    im.on(name, (event) => event.reply.rewrite({ recvMsgOpt: event.body.ownerUserId === 'alice' ? 2 : 0 }))
    expect(said(await post(im, `/cb/${name}`, { callbackCommand: name, owner_user_id: 'alice' }))).toEqual({
      ...goOn,
      recvMsgOpt: 2,
      recv_msg_opt: 2,
    })
  })
})
