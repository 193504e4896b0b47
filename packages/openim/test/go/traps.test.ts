import { openimPayload } from '@im-callback/testing'
import type { Behaviour } from './behaviour.js'
import { commandNamed } from './catalog.js'
import { receiver } from './receiver.js'
import { type Outcome, serve } from './server.js'
import type { ServerVersion } from './version.js'

/** What a server does when it asks and a handler does this. */
async function outcome(
  version: ServerVersion,
  name: string,
  behaviour: Behaviour,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<Outcome> {
  const command = commandNamed(name)
  const request = openimPayload(name, { release: version, fields })
  const { body } = await receiver(behaviour).send(version, request)
  return serve({ version, command, request }, body)
}

const ok = { does: 'ok' } as const
const rewrite = (changes: Record<string, unknown>) => ({ does: 'mistake', changes }) as const
const untouched = { kind: 'continued', changes: {} }
const changed = (changes: object) => ({ kind: 'continued', changes })

const setGroupInfo = 'callbackBeforeSetGroupInfoCommand'
const setGroupInfoEx = 'callbackBeforeSetGroupInfoExCommand'
const unset = { groupName: undefined, introduction: undefined, ex: undefined, needVerification: undefined }

describe('an OK harms nothing', () => {
  it.each<[version: ServerVersion, command: string, fields: Record<string, unknown>]>([
    ['3.4', setGroupInfo, {}],
    ['3.6', setGroupInfo, {}],
    ['3.8.4', setGroupInfo, {}],
    ['3.8.4', setGroupInfo, { groupName: '', introduction: '', needVerification: 0 }],
    ['3.8.4', setGroupInfoEx, {}],
    ['3.8.4', setGroupInfoEx, unset],
    ['2.0', 'callbackWordFilterCommand', { content: 'hi' }],
    ['2.3', 'callbackWordFilterCommand', { content: '' }],
    ['3.8.4', 'callbackBeforeUpdateUserInfoExCommand', { nickName: undefined }],
    ['3.8.4', 'callbackBeforeMembersJoinGroupCommand', { memberList: undefined }],
  ])('%s: %s with %j', async (version, command, fields) => {
    expect(await outcome(version, command, ok, fields)).toEqual(untouched)
  })

  it('nor does a refusal, which 3.6 does not hear', async () => {
    const refuse = { does: 'refuse', errCode: 20001, errMsg: 'no', isLiteral: false } as const
    expect(await outcome('3.6', setGroupInfo, refuse)).toEqual(untouched)
    expect(await outcome('3.8.4', setGroupInfo, refuse)).toMatchObject({ kind: 'refused' })
  })
})

describe('a change of one thing leaves the others', () => {
  it.each([
    [setGroupInfo, {}, { groupName: 'n' }],
    [setGroupInfoEx, unset, { groupName: 'n' }],
    [setGroupInfoEx, {}, { groupName: null, needVerification: 2 }],
    ['callbackBeforeUpdateUserInfoExCommand', { faceURL: undefined }, { nickName: 'n' }],
    ['callbackBeforeMsgModifyCommand', {}, { content: '{"content":"hi"}', senderFaceURL: 'f' }],
    [
      'callbackBeforeMembersJoinGroupCommand',
      {},
      { memberCallbackList: [{ userID: 'alice', roleLevel: 60 }] },
    ],
  ])('%s with %j: %j', async (command, fields, changes) => {
    expect(await outcome('3.8.4', command, rewrite(changes), fields)).toEqual(changed(changes))
  })
})

describe('what a server would trip over is not sent', () => {
  it.each([
    ['callbackBeforeMembersJoinGroupCommand', { memberCallbackList: [{ nickname: 'n' }] }],
    ['callbackBeforeMembersJoinGroupCommand', { memberCallbackList: [{ userID: 'alice' }, null] }],
    ['callbackBeforeMembersJoinGroupCommand', { memberCallbackList: [{ userID: null, nickname: 'n' }] }],
    ['callbackBeforeMsgModifyCommand', { offlinePushInfo: { title: 't' } }],
    ['callbackBeforeMsgModifyCommand', { content: 'hi' }],
    ['callbackBeforeMsgModifyCommand', { content: '["hi"]' }],
    ['callbackBeforeMsgModifyCommand', { contentType: 101.5 }],
    ['callbackBeforeMsgModifyCommand', { status: '2' }],
    ['callbackBeforeMsgModifyCommand', { options: { history: 1 } }],
    ['callbackBeforeUserRegisterCommand', { users: [{ userID: 'a', createTime: 2 ** 63 }] }],
    ['callbackBeforeOfflinePushCommand', { offlinePushInfo: { iOSBadgeCount: 1 } }],
    ['callbackBeforeImportFriendsCommand', { friendUserIDs: 'bob' }],
  ])('%s: %j', async (command, changes) => {
    expect(await outcome('3.8.4', command, rewrite(changes))).toEqual(untouched)
  })

  it('callbackBeforeUpdateUserInfoExCommand: what was null in the request', async () => {
    const fields = { nickName: undefined, ex: undefined }
    const answer = rewrite({ nickName: 'n', faceURL: 'f', ex: 'x' })
    const sent = await outcome('3.8.4', 'callbackBeforeUpdateUserInfoExCommand', answer, fields)
    expect(sent).toEqual(changed({ faceURL: 'f' }))
  })
})
