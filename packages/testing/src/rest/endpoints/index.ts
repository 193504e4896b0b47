import type { Endpoint } from '../endpoint.js'
import type { RestEndpoint } from '../generated/endpoints.js'
import { checkAccounts, deleteAccounts, importAccount, importAccounts } from './accounts.js'
import { changeMessage } from './change-message.js'
import { deleteMessages } from './delete-messages.js'
import { history } from './history.js'
import { importMessage } from './import-message.js'
import { sendReceipts, setRead } from './read.js'
import { recall } from './recall.js'
import { sendMessage } from './send-message.js'
import { sendMessages } from './send-messages.js'
import { unreadCounts } from './unread.js'

/** Endpoints that remember something. All others answer by their shape alone. */
export const statefulEndpoints: { readonly [Name in RestEndpoint]?: Endpoint } = {
  'openim/sendmsg': sendMessage,
  'openim/batchsendmsg': sendMessages,
  'openim/importmsg': importMessage,
  'openim/admin_getroammsg': history,
  'openim/admin_msgwithdraw': recall,
  'openim/modify_c2c_msg': changeMessage,
  'openim/delete_c2c_msg_ramble': deleteMessages,
  'openim/admin_set_msg_read': setRead,
  'openim/c2c_msg_read_receipt': sendReceipts,
  'openim/get_c2c_unread_msg_num': unreadCounts,
  'im_open_login_svc/account_import': importAccount,
  'im_open_login_svc/multiaccount_import': importAccounts,
  'im_open_login_svc/account_check': checkAccounts,
  'im_open_login_svc/account_delete': deleteAccounts,
}
