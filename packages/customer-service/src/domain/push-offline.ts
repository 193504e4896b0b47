import type { PushSink } from '../ports/push-sink.js'
import type { SentMessage } from './sent-message.js'
import type { Services } from './services.js'

/** Hands a stored message to the push service for each recipient who is not connected anywhere. */
export async function pushOffline(
  { router, logger }: Services,
  sink: PushSink,
  { recipients, message }: SentMessage,
): Promise<void> {
  await Promise.all(
    recipients.map(async (recipient) => {
      try {
        if (!(await router.isOnline(recipient))) await sink.push({ recipient, message })
      } catch (error) {
        logger.error('im-callback: a message for an absent user could not be handed to the push sink', error)
      }
    }),
  )
}
