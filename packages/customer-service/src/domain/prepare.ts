import type { Receipt } from '../ports/message-store.js'
import { Command, Flag } from '../wire/commands.js'
import { longestContent, type WireMessage } from '../wire/message-body.js'
import { contentUuid } from './message-key.js'
import type { Origin } from './origin.js'
import { partiesOf } from './parties.js'
import type { SentMessage } from './sent-message.js'
import type { Services } from './services.js'
import type { AckStatus } from './status.js'
import type { User } from './user.js'
import { validate } from './validate.js'

/** Ready to be stored, stored before, or to be answered at once. */
export type Prepared =
  | { readonly sent: SentMessage; readonly known?: Receipt | undefined }
  | { readonly status: AckStatus }

/** Flags a client may set; the others are the server's. */
const passedOn = Flag.Text | Flag.Unpersistent

/**
 * What has to be known of a message before it is stored: that it may be sent, to whom it goes, and what the handlers
 * say. A promise only where something has to be waited for, so that messages keep their order at no cost.
 */
export function prepare(
  services: Services,
  origin: Origin,
  message: WireMessage,
  flags: number,
): Prepared | Promise<Prepared> {
  const status = validate(message, origin.user, services.supportAppId)
  if (status !== 'ok') return { status }
  if (message.content.length > services.maxContent) return { status: 'too_large' }
  const stamped = { ...message, timestamp: Math.floor(services.clock() / 1000) }
  const sent = {
    message: stamped,
    flags: flags & passedOn,
    origin,
    key: origin.keyOf(contentUuid(message.content)),
    isUnpersistent: isUnpersistent(services, message, flags),
    recipients: [partiesOf(stamped, services.supportAppId).recipient],
  }
  const isForShop = message.command === Command.Customer
  if (isForShop && services.assignment !== undefined) return unlessKnown(services, sent, withSeller)
  if (isForShop && message.sellerId === 0n) return { status: 'no_seller' }
  return services.judges === undefined ? { sent } : unlessKnown(services, sent, judged)
}

/** A resend was taken when it came first: it must not be refused now, because a seller or a rule has changed. */
async function unlessKnown(
  services: Services,
  sent: SentMessage,
  next: (services: Services, sent: SentMessage) => Promise<Prepared>,
): Promise<Prepared> {
  const { origin, key, isUnpersistent } = sent
  const known = isUnpersistent ? undefined : await services.store.find(origin.user, key)
  return known === undefined ? next(services, sent) : { sent, known }
}

/** The original stores 64 whatever its flag says. */
function isUnpersistent({ isStrict }: Services, { command }: WireMessage, flags: number): boolean {
  return (flags & Flag.Unpersistent) !== 0 && !(isStrict && command === Command.CustomerV2)
}

async function withSeller(services: Services, sent: SentMessage): Promise<Prepared> {
  const { message, origin } = sent
  const { assignment, supportAppId } = services
  if (message.command !== Command.Customer || assignment === undefined) return { sent }
  const { storeId, sellerId } = message
  const supporter = (uid: bigint): User => ({ appId: supportAppId, uid })
  if (sellerId !== 0n) {
    const belongs = (await assignment.belongs?.(storeId, sellerId)) ?? true
    return belongs ? judged(services, sent) : { status: 'unknown_receiver' }
  }
  const assigned = await assignment.assign({ customer: origin.user, storeId })
  if (typeof assigned === 'bigint') {
    const chosen = { ...message, sellerId: assigned }
    return judged(services, { ...sent, message: chosen, recipients: [supporter(assigned)] })
  }
  if (assigned === undefined || assigned.length === 0) return { status: 'no_seller' }
  return judged(services, { ...sent, recipients: [...new Set(assigned)].map(supporter) })
}

async function judged({ judges, logger }: Services, sent: SentMessage): Promise<Prepared> {
  if (judges === undefined) return { sent }
  const verdict = await judges.before(sent)
  if (verdict.kind === 'refuse') return { status: 'rejected' }
  if (verdict.kind === 'drop') return { status: 'ok' }
  if (verdict.kind === 'allow') return { sent }
  if (verdict.content.length > longestContent) {
    logger.error('im-callback: a handler rewrote a message to more than a frame can carry')
    return { status: 'check_failed' }
  }
  return { sent: { ...sent, message: { ...sent.message, content: verdict.content } } }
}
