import { inTime } from './in-time.js'
import type { Services } from './services.js'
import type { User } from './user.js'

/** Hands an unread count to the push service. The user's messages do not wait for one that hangs. */
export async function tellUnread(services: Services, user: User, count: number): Promise<void> {
  const { push, logger } = services
  if (push?.unread === undefined) return
  try {
    await inTime(services, Promise.resolve(push.unread(user, count)))
  } catch (error) {
    logger.error('im-callback: the unread count could not be kept', error)
  }
}
