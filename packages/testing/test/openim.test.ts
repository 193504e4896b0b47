import { goJson, type OpenImRelease, openimCommandsOf, openimPayload, openimRequest } from '../src/index.js'

const send = 'callbackBeforeSendSingleMsgCommand'

describe('goJson', () => {
  it.each<[value: object, text: string]>([
    [{ b: 1, a: null }, '{"b":1,"a":null}'],
    [{ t: '<a href="x">&</a>' }, String.raw`{"t":"\u003ca href=\"x\"\u003e\u0026\u003c/a\u003e"}`],
    [{ t: '\u2028\u2029\u0002é' }, String.raw`{"t":"\u2028\u2029\u0002é"}`],
    [{ t: '\ud800 \\ud800 \u{1f600}' }, '{"t":"\ufffd \\\\ud800 \u{1f600}"}'],
    [['<'], String.raw`["\u003c"]`],
  ])('writes %j as Go does', (value, text) => {
    expect(goJson(value)).toBe(text)
  })

  it('says what it cannot write', () => {
    expect(() => goJson({ toJSON: () => undefined })).toThrow('what has JSON')
  })
})

describe('openimPayload', () => {
  it('has every field of the release, in the order of its struct', () => {
    const of = (release: OpenImRelease) => Object.keys(openimPayload(send, { release }))
    const v20 = of('2.0')
    expect(v20.slice(0, 3)).toEqual(['sendID', 'callbackCommand', 'serverMsgID'])
    expect(v20).not.toContain('seq')
    expect(of('2.3')).toEqual([...v20.slice(0, -1), 'seq', 'atUserList', 'faceURL', 'ex', 'recvID'])
    expect(of('3.8.0')).not.toContain('sendTime')
    expect(of('3.8.1')).toContain('sendTime')
    expect(of('3.8')).toContain('sendTime')
  })

  it('is a copy of your own', () => {
    const body = openimPayload('callbackAfterCreateGroupCommand')
    Object.assign((body.initMemberList as object[])[0] ?? {}, { userID: 'changed' })
    expect(JSON.stringify(openimPayload('callbackAfterCreateGroupCommand'))).not.toContain('changed')
  })

  it('takes values, and undefined for what nobody set', () => {
    const fields = { nickName: 'n', faceURL: undefined }
    const body = openimPayload('callbackBeforeUpdateUserInfoExCommand', { fields })
    expect(body).toMatchObject({ nickName: 'n', faceURL: null })
    const unset = { content: undefined, contentType: undefined, atUserList: undefined }
    expect(openimPayload(send, { fields: unset })).toMatchObject({
      content: '',
      contentType: 0,
      atUserList: null,
    })
  })

  it.each<[command: string, release: OpenImRelease, name: string]>([
    ['callbackBeforeMsgModifyCommand', '3.6', 'callbackMsgModifyCommand'],
    ['callbackMsgModifyCommand', '3.8', 'callbackBeforeMsgModifyCommand'],
    ['callbackAfterUserOnlineCommand', '3.7', 'callbackAfterUserOnlineCommand'],
    ['callbackUserOnlineCommand', '3.5', 'callbackUserOnlineCommand'],
    ['callbackBeforeMembersJoinGroupCommand', '3.7', 'callbackBeforeMemberJoinGroupCommand'],
    ['callbackBeforeMembersJoinGroupCommand', '3.8.0', 'callbackBeforeMembersJoinGroupCommand'],
    ['callbackBeforeSetGroupMemberInfoCommand', '3.5', 'CallbackBeforeSetGroupMemberInfoCommand'],
    ['callbackWordFilterCommand', '2.3.3', 'callbackWordFilterCommand'],
  ])('%s on %s is %s', (command, release, name) => {
    expect(openimPayload(command, { release }).callbackCommand).toBe(name)
  })

  it('has the bodies of older releases', () => {
    const keys = (command: string, release: OpenImRelease) => Object.keys(openimPayload(command, { release }))
    const join = 'callbackBeforeMembersJoinGroupCommand'
    expect(keys(join, '3.5')).toEqual(['callbackCommand', 'groupID', 'userID', 'ex', 'groupEx'])
    expect(keys(join, '3.4')).toEqual([
      'callbackCommand',
      'operationID',
      'groupID',
      'userID',
      'ex',
      'groupEx',
    ])
    expect(keys('callbackSingleMsgRead', '3.5')).toEqual([
      'callbackCommand',
      'sendID',
      'receiveID',
      'contentType',
    ])
    expect(keys('callbackBeforeAddFriendCommand', '3.4')).toContain('operationID')
    expect(keys('callbackBeforeAddFriendCommand', '3.5')).not.toContain('operationID')
    expect(keys('callbackUserOnlineCommand', '2.3')).toContain('token')
    expect(keys('callbackUserOnlineCommand', '3.5')).not.toContain('token')
    expect(keys('callbackBeforeUserRegisterCommand', '3.8.0')).toContain('secret')
    expect(keys('callbackBeforeUserRegisterCommand', '3.8.1')).not.toContain('secret')
  })

  it('is without embedded structs that are nil', () => {
    const body = openimPayload('callbackBeforeOnlinePushCommand', { withEmbedded: false })
    for (const name of ['title', 'ex', 'signalInfo']) expect(body).not.toHaveProperty(name)
    expect(body).toHaveProperty('clientMsgID')
  })

  it('may name another command on purpose', () => {
    expect(openimPayload(send, { fields: { callbackCommand: 'other' } }).callbackCommand).toBe('other')
  })

  it.each<[command: string, options: object, error: string]>([
    [
      'callbackBeforeMsgModifyCommand',
      { release: '2.3' },
      'OpenIM 2.3 sends no callbackBeforeMsgModifyCommand',
    ],
    ['callbackAfterMsgSaveDBCommand', { release: '3.8.3' }, 'openimCommandsOf("3.8.3")'],
    ['callbackWordFilterCommand', { release: '3.4' }, 'sends no'],
    ['toString', {}, 'sends no toString'],
    [send, { release: 'v3.8' }, '"v3.8" is no release'],
    [send, { release: '4.0' }, 'write it like "3.8.3"'],
    [send, { fields: { groupID: 'g' } }, `${send} has no field groupID`],
  ])('%s with %j: %s', (command, options, error) => {
    expect(() => openimPayload(command, options)).toThrow(error)
  })
})

describe('openimCommandsOf', () => {
  it.each<[release: OpenImRelease, count: number]>([
    ['2.0', 5],
    ['2.3', 11],
    ['3.4', 44],
    ['3.6', 44],
    ['3.7', 44],
    ['3.8.0', 44],
    ['3.8.3', 47],
    ['3.8.4', 52],
  ])('of %s: %d', (release, count) => {
    const commands = openimCommandsOf(release)
    expect(commands).toHaveLength(count)
    expect(commands.map((command) => openimPayload(command, { release }).callbackCommand)).toHaveLength(count)
    expect(new Set(commands.map((command) => openimPayload(command, { release }).callbackCommand)).size).toBe(
      count,
    )
  })

  it('is of the latest release unless told', () => {
    expect(openimCommandsOf()).toEqual(openimCommandsOf('3.8.4'))
  })
})

describe('openimRequest', () => {
  const body = { callbackCommand: send, sendID: 'a', recvID: 'b', operationID: 'op' }

  it.each<[release: OpenImRelease, path: string, url: string]>([
    ['2.3', '/openim', '/openim'],
    ['3.4', '/openim/', `/openim/?command=${send}`],
    ['3.5', '/openim', `/openim/${send}`],
    ['3.8.3', '/openim/', `/openim//${send}`],
    ['3.8.3', '', `/${send}`],
  ])('%s behind %s: %s', (release, path, url) => {
    expect(openimRequest(body, { release, path })).toMatchObject({ method: 'POST', url })
  })

  it('ends in a line from 3.7 on', () => {
    const text = (release: OpenImRelease) => openimRequest({ ...body, t: '<' }, { release }).body
    expect(text('3.6')).toBe(
      `{"callbackCommand":"${send}","sendID":"a","recvID":"b","operationID":"op","t":"\\u003c"}`,
    )
    expect(text('3.7')).toBe(`${text('3.6')}\n`)
  })

  it('has the headers of Go, and the operation from 3.0 on', () => {
    const { headers } = openimRequest(body)
    expect(headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Go-http-client/1.1',
      'accept-encoding': 'gzip',
      operationid: 'op',
    })
    expect(openimRequest(body, { release: '2.3' }).headers).not.toHaveProperty('operationid')
    expect(openimRequest(body, { operationID: '' }).headers.operationid).toBe('')
    expect(openimRequest({ callbackCommand: send }).headers.operationid).not.toBe('')
  })

  it('has a key to hash by, when wanted', () => {
    const { url } = openimRequest({ ...body, recvID: 'ü' }, { withKey: true })
    const key = new URL(url, 'http://host').searchParams.get('key') ?? ''
    expect(Buffer.from(key, 'base64').toString()).toBe('{"sendID":"a","recvID":"ü","groupID":""}')
  })

  it('needs a command', () => {
    expect(() => openimRequest({})).toThrow('no callbackCommand')
  })
})
