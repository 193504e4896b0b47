import { call, message, start, text } from './app.js'

const group = 'group_open_http_svc/create_group'

describe('endpoints that remember nothing', () => {
  it('answer every field of the catalogue, and repeat what the request named', async () => {
    const server = await start()
    expect(await call(server, group, { Type: 'Public', Name: 'tea', GroupId: '@TGS#tea' })).toEqual({
      ActionStatus: 'OK',
      ErrorCode: 0,
      ErrorInfo: '',
      GroupId: '@TGS#tea',
      Type: 'Public',
      HugeGroupFlag: 0,
    })
  })

  it.each<[string, number, object]>([
    [group, 10004, { Type: 'Public' }],
    [group, 10004, { Type: 'Public', Name: 7 }],
    [group, 10004, { Type: 'Public', Name: 'tea', MemberList: [{ Member_Account: 7 }] }],
    [group, 10005, { Type: 'Public', Name: 'tea', MemberList: Array.from({ length: 101 }, () => ({})) }],
    ['sns/friend_get_list', 30001, { From_Account: 'alice' }],
    ['profile/portrait_get', 40001, { To_Account: 'alice', TagList: [] }],
    ['recentcontact/get_list', 50002, {}],
    ['openconfigsvr/getnospeaking', 70402, {}],
    [
      'im_open_login_svc/account_check',
      70206,
      { CheckItem: Array.from({ length: 101 }, () => ({ UserID: 'a' })) },
    ],
    ['all_member_push/im_push', 90005, { MsgBody: [text('hi')] }],
  ])('%s answers %d to what does not fit', async (endpoint, code, body) => {
    const server = await start()
    expect(await call(server, endpoint, body)).toMatchObject({ ActionStatus: 'FAIL', ErrorCode: code })
  })

  it('answer what the test sets, after the same checks', async () => {
    const server = await start()
    server.respond(group, { GroupId: 'set' })
    server.respond('openconfigsvr/getnospeaking', ({ body }) => ({ ErrorInfo: String(body.Get_Account) }))
    expect(await call(server, group, { Type: 'Public', Name: 'tea' })).toMatchObject({
      ErrorCode: 0,
      GroupId: 'set',
    })
    expect(await call(server, 'openconfigsvr/getnospeaking', { Get_Account: 'alice' })).toMatchObject({
      ErrorInfo: 'alice',
    })
    expect(await call(server, group, { Name: 'tea' })).toMatchObject({ ErrorCode: 10004 })
  })
})

describe('accounts', () => {
  const check = (server: Parameters<typeof call>[0], ...ids: string[]) =>
    call(server, 'im_open_login_svc/account_check', { CheckItem: ids.map((UserID) => ({ UserID })) })

  it('are the listed ones, the admins and what is imported', async () => {
    const server = await start({ accounts: ['alice'] })
    await call(server, 'im_open_login_svc/account_import', { UserID: 'bob', Nick: 'Bob' })
    expect(await check(server, 'alice', 'administrator', 'bob', 'carol')).toMatchObject({
      ResultItem: [
        { UserID: 'alice', ResultCode: 0, AccountStatus: 'Imported' },
        { UserID: 'administrator', AccountStatus: 'Imported' },
        { UserID: 'bob', AccountStatus: 'Imported' },
        { UserID: 'carol', AccountStatus: 'NotImported' },
      ],
    })
    expect(await call(server, 'openim/sendmsg', message())).toMatchObject({ ErrorCode: 0 })
  })

  it('can be imported many at a time, in both shapes the pages have', async () => {
    const server = await start({ accounts: [] })
    const long = 'x'.repeat(33)
    expect(
      await call(server, 'im_open_login_svc/multiaccount_import', { Accounts: ['alice', long] }),
    ).toMatchObject({ FailAccounts: [long] })
    await call(server, 'im_open_login_svc/multiaccount_import', { AccountList: [{ UserID: 'bob' }] })
    expect(await call(server, 'openim/sendmsg', message())).toMatchObject({ ErrorCode: 0 })
    expect(await call(server, 'im_open_login_svc/account_import', { UserID: long })).toMatchObject({
      ErrorCode: 70402,
    })
  })

  it('are everybody without a list, until deleted', async () => {
    const server = await start()
    const body = { DeleteItem: [{ UserID: 'bob' }] }
    expect(await call(server, 'im_open_login_svc/account_delete', body)).toMatchObject({
      ResultItem: [{ UserID: 'bob', ResultCode: 0 }],
    })
    expect(await call(server, 'im_open_login_svc/account_delete', body)).toMatchObject({
      ResultItem: [{ UserID: 'bob', ResultCode: 70107 }],
    })
    expect(await call(server, 'openim/sendmsg', message())).toMatchObject({ ErrorCode: 90012 })
    await call(server, 'im_open_login_svc/account_import', { UserID: 'bob' })
    expect(await check(server, 'bob')).toMatchObject({ ResultItem: [{ AccountStatus: 'Imported' }] })
  })
})

describe('say', () => {
  it('is a message from an app: unread by the receiver, on both sides, with a key of its own', async () => {
    const server = await start()
    const said = server.say({ From_Account: 'alice', To_Account: 'bob', MsgBody: [text('hello?')] })
    const again = server.say({ From_Account: 'alice', To_Account: 'bob', MsgBody: [text('hello?')] })
    expect(again.MsgKey).not.toBe(said.MsgKey)
    expect(server.unread('bob', 'alice')).toBe(2)
    expect(server.history('alice', 'bob')).toEqual([said, again])
  })
})
