import type { PushSink } from '../ports/push-sink.js'
import type { SentMessage } from './sent-message.js'
import type { Services } from './services.js'
import type { User } from './user.js'

/** Milliseconds a push service has; the ACK does not wait longer for it. */
const patience = 2000

/** Hands a stored message to the push service for each recipient who is not connected anywhere. */
export async function pushOffline(services: Services, sink: PushSink, sent: SentMessage): Promise<void> {
  await Promise.all(
    sent.recipients.map(async (recipient) => {
      try {
        await inTime(services, pushTo(services, sink, { sent, recipient }))
      } catch (error) {
        const what = 'a message for an absent user could not be handed to the push sink'
        services.logger.error(`im-callback: ${what}`, error)
      }
    }),
  )
}

async function pushTo(
  { router }: Services,
  sink: PushSink,
  { sent, recipient }: { sent: SentMessage; recipient: User },
): Promise<void> {
  if (!(await router.isOnline(recipient))) await sink.push({ recipient, message: sent.message })
}

async function inTime({ timers }: Services, work: Promise<void>): Promise<void> {
  let timer: unknown
  const late = new Promise<never>((_, reject) => {
    timer = timers.set(() => reject(new Error(`It took more than ${patience} ms.`)), patience)
  })
  try {
    await Promise.race([work, late])
  } finally {
    timers.clear(timer)
  }
}
