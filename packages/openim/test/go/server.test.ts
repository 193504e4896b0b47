import { commandNamed } from './catalog.js'
import { type Outcome, serve } from './server.js'
import { type ServerVersion, serverVersions } from './version.js'

const message = 'callbackBeforeSendSingleMsgCommand'

function outcome(version: ServerVersion, name: string, reply: object, request = {}): Outcome {
  return serve({ version, command: commandNamed(name), request }, JSON.stringify(reply))
}

describe('when a reply refuses', () => {
  const kinds = (reply: object) =>
    serverVersions.filter((version) => outcome(version, message, reply).kind === 'refused')

  it.each<[reply: object, versions: string[]]>([
    [{}, []],
    [{ actionCode: 0, errCode: 0, nextCode: 0 }, []],
    [{ actionCode: 1, errCode: 0 }, ['2.0', '2.3', '3.4', '3.5']],
    [{ actionCode: 1, errCode: 5001 }, ['2.3', '3.4', '3.5']],
    [{ actionCode: 0, errCode: 5001 }, ['3.4']],
    [{ actionCode: 0, errCode: 5001, nextCode: 1 }, ['3.4', '3.5', '3.7', '3.8.0', '3.8.3', '3.8.4']],
    [{ actionCode: 1, errCode: 5001, nextCode: 1 }, ['2.3', '3.4', '3.5']],
    [{ actionCode: 2, errCode: 0, nextCode: 1 }, ['2.3', '3.4', '3.5']],
    [{ actionCode: 0, nextCode: 2 }, []],
  ])('%j refuses on %j', (reply, versions) => {
    expect(kinds(reply)).toEqual(versions)
  })

  it('says so with code and words, 201 for the 0 of 2.3', () => {
    const reply = { actionCode: 1, errCode: 0, errMsg: 'no' }
    expect(outcome('2.3', message, reply)).toEqual({ kind: 'refused', errCode: 201, errMsg: 'no' })
    const today = { nextCode: 1, errCode: 20001, errMsg: 'no' }
    expect(outcome('3.8.4', message, today)).toEqual({ kind: 'refused', errCode: 20001, errMsg: 'no' })
  })

  it('is never known of what cannot be read', () => {
    expect(outcome('3.8.4', message, { nextCode: '1' })).toMatchObject({ kind: 'failed' })
    expect(outcome('3.8.4', message, [])).toMatchObject({ kind: 'failed' })
  })
})

describe('what a reply changes', () => {
  const group = { groupID: 'g', groupName: 'n', faceURL: 'f', introduction: 'i', needVerification: 0, ex: '' }
  const asked = { ...group, ex: null, needVerification: 1, lookMemberInfo: null, applyMemberFriend: null }
  const user = { nickName: 'a', faceURL: null, ex: null }
  const sent = { content: '{"content":"a"}', faceURL: 'f', atUserList: null }
  const filter = 'callbackWordFilterCommand'
  const modify = 'callbackBeforeMsgModifyCommand'
  const info = 'callbackBeforeSetGroupInfoCommand'
  const infoEx = 'callbackBeforeSetGroupInfoExCommand'
  const userEx = 'callbackBeforeUpdateUserInfoExCommand'
  const join = 'callbackBeforeMembersJoinGroupCommand'
  const echo = { groupID: 'g', groupName: 'n', faceURL: 'f', introduction: 'i' }
  const failed = (why: string) => ({ kind: 'failed', why: expect.stringContaining(why) })
  const continued = (changes: object) => ({ kind: 'continued', changes })

  it.each<[version: ServerVersion, command: string, request: object, reply: object, outcome: object]>([
    ['3.8.4', modify, sent, { content: '{"content":"b"}' }, continued({ content: '{"content":"b"}' })],
    ['3.8.4', modify, sent, { actionCode: 7, content: '{}' }, continued({ content: '{}' })],
    ['3.8.4', modify, sent, { content: 'b' }, failed('no JSON object')],
    ['3.8.4', modify, sent, { content: '[]' }, failed('no JSON object')],
    ['3.8.4', modify, sent, { senderFaceURL: 'f', atUserIDList: [] }, continued({})],
    ['3.8.4', modify, sent, { senderFaceURL: 'g', faceURL: 'h' }, continued({ senderFaceURL: 'g' })],
    ['3.8.4', modify, sent, { offlinePushInfo: {} }, failed('offlinePushInfo')],
    ['3.8.4', modify, sent, { offlinePushInfo: null, msgDataList: 'aGk=' }, continued({})],
    ['3.8.4', message, sent, { content: '{}' }, continued({})],
    ['2.3', filter, sent, { content: 'b' }, continued({ content: 'b' })],
    ['2.3', filter, sent, { content: 'b', actionCode: 0, errCode: 1 }, continued({})],
    ['2.3', filter, sent, {}, continued({})],
    ['2.0', filter, sent, {}, continued({ content: '' })],
    ['2.0', filter, sent, { content: sent.content }, continued({})],
    ['3.7', info, group, {}, failed('record not found')],
    ['3.7', info, group, { groupID: 'g' }, continued({ groupName: '', faceURL: '', introduction: '' })],
    ['3.7', info, group, { ...echo, notification: 'x' }, continued({})],
    ['3.7', info, group, { ...echo, ex: 'x' }, continued({ ex: 'x' })],
    ['3.7', info, group, { ...echo, needVerification: 0 }, continued({ needVerification: 0 })],
    ['3.8.4', infoEx, asked, { ...echo }, continued({ needVerification: null })],
    ['3.8.4', infoEx, asked, { ...echo, needVerification: 1 }, continued({})],
    ['3.8.4', userEx, user, { nickName: 'b' }, continued({ nickName: 'b' })],
    ['3.8.4', userEx, user, { faceURL: 'b' }, failed('faceURL was null')],
    ['3.8.4', join, {}, { memberCallbackList: [{ nickname: 'n' }] }, failed('without userID')],
    ['3.8.4', join, {}, { memberCallbackList: [null] }, failed('without userID')],
    ['3.8.4', join, {}, { memberCallbackList: [] }, continued({})],
    ['3.8.4', 'callbackBeforeSetFriendRemarkCommand', { remark: 'a' }, { remark: '' }, continued({})],
    ['3.8.4', 'callbackBeforeOnlinePushCommand', {}, { userIDList: ['a'] }, continued({})],
    [
      '3.8.4',
      'callbackBeforeGroupOnlinePushCommand',
      {},
      { userIDList: ['a'] },
      continued({ userIDList: ['a'] }),
    ],
  ])('%s, %s of %j: %j', (version, command, request, reply, expected) => {
    expect(outcome(version, command, reply, request)).toEqual(expected)
  })
})
