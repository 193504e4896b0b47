import { type Client, createClient } from '@im-callback/customer-service/client'
import type { Side } from './model/side.js'
import { Talks } from './model/talks.js'
import { storedUnsent } from './model/unsent.js'
import type { Session } from './session.js'

/** Milliseconds in which messages count as one burst. */
const moment = 150

/** Connects a page: from now on its conversations follow the gateway. */
export function connect(session: Session, side: Side): { readonly client: Client; readonly talks: Talks } {
  const { gatewayUrl: url, token, appId, uid, since } = session
  const client = createClient({
    url,
    token,
    user: { appId, uid },
    // The page keeps no messages: it begins anew each time, with what the server has.
    keys: { load: () => since, save: () => undefined },
    maxDelay: 5000,
  })
  let isCaughtUp = false
  client.on('synced', () => {
    isCaughtUp = true
  })
  const talks = new Talks({
    client,
    side,
    unsent: storedUnsent(localStorage, `im-unsent ${appId}:${uid}`),
    newUuid,
    later: (callback) => void setTimeout(callback, moment),
    isCaughtUp: () => isCaughtUp,
  })
  return { client, talks }
}

/** `crypto.randomUUID` is missing on pages that come over plain HTTP from another machine. */
const newUuid = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
