import type { PushSink } from '../ports/push-sink.js'
import { inTime } from './in-time.js'
import type { SentMessage } from './sent-message.js'
import type { Services } from './services.js'
import type { User } from './user.js'

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
