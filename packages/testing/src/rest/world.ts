import type { World } from './endpoint.js'
import type { Settings } from './options.js'
import { Accounts } from './state/accounts.js'
import { Conversations } from './state/conversations.js'
import { Duplicates } from './state/duplicates.js'
import { Sequence } from './state/sequence.js'

/** An app to which nothing has happened yet. */
export function newWorld({ admins, accounts, historyDays, pageBytes, keepMessages }: Settings): World {
  return {
    accounts: new Accounts(admins, accounts),
    conversations: new Conversations(keepMessages),
    duplicates: new Duplicates(2 * keepMessages),
    sequence: new Sequence(),
    historySeconds: historyDays * 86_400,
    pageBytes,
  }
}
