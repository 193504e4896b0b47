import { type Body, objectsOf, textOf, textsOf } from '../body.js'
import type { Endpoint } from '../endpoint.js'
import { Refusal } from '../refusal.js'

/** Longest id of an account that signs in. */
const mostBytes = 32

const isId = (id: string) => id !== '' && Buffer.byteLength(id) <= mostBytes

/** `im_open_login_svc/account_import` */
export const importAccount: Endpoint = ({ body }, { accounts }) => {
  const id = idOf(body)
  if (!isId(id)) throw new Refusal(70402, `UserID has 1 to ${mostBytes} bytes`)
  if (!accounts.import(id)) throw new Refusal(70398, 'the app has as many accounts as it may have')
  return {}
}

/** `im_open_login_svc/multiaccount_import`: what cannot be imported is listed. */
export const importAccounts: Endpoint = ({ body }, { accounts }) => {
  const ids = textsOf(body, 'Accounts') ?? objectsOf(body, 'AccountList').map(idOf)
  return { FailAccounts: ids.filter((id) => !isId(id) || !accounts.import(id)) }
}

/** `im_open_login_svc/account_check` */
export const checkAccounts: Endpoint = ({ body }, { accounts }) => ({
  ResultItem: objectsOf(body, 'CheckItem').map((item) => ({
    UserID: idOf(item),
    ResultCode: 0,
    ResultInfo: '',
    AccountStatus: accounts.has(idOf(item)) ? 'Imported' : 'NotImported',
  })),
})

/** `im_open_login_svc/account_delete` */
export const deleteAccounts: Endpoint = ({ body }, { accounts }) => ({
  ResultItem: objectsOf(body, 'DeleteItem').map((item) => {
    const UserID = idOf(item)
    if (!accounts.has(UserID)) return { UserID, ResultCode: 70107, ResultInfo: 'account unknown' }
    accounts.delete(UserID)
    return { UserID, ResultCode: 0, ResultInfo: '' }
  }),
})

const idOf = (item: Body) => textOf(item, 'UserID') ?? ''
