import type { WireMessage } from '../wire/message-body.js'
import { commit, type Outcome } from './commit.js'
import { forward } from './forward.js'
import type { Origin } from './origin.js'
import { type Prepared, prepare } from './prepare.js'
import type { Services } from './services.js'

/** The second half of sending: what was prepared is stored and announced, forwarded, or answered as it is. */
export function finish(services: Services, prepared: Prepared): Outcome | Promise<Outcome> {
  if (!('sent' in prepared)) return prepared
  const { sent, known } = prepared
  if (!sent.isUnpersistent) return commit(services, sent, known)
  forward(services, sent)
  return { status: 'ok' }
}

/** A message from first look to outcome, for senders without a connection. */
export async function send(
  services: Services,
  origin: Origin,
  { message, flags }: { message: WireMessage; flags: number },
): Promise<Outcome> {
  return finish(services, await prepare(services, origin, message, flags))
}
