import { randomUUID } from 'node:crypto'
import type { User } from '../domain/user.js'
import type { Leave } from '../ports/router.js'
import { type AuthToken, Platform } from '../wire/auth-token.js'

/** Who is on a connection, since its login. */
export interface Session {
  readonly user: User
  readonly id: string
  /** A sync flags what the same device has sent. Every connection of a browser is a device of its own. */
  readonly device: string
  /** Keeps the uuids of a user's devices apart, and stays the same when a browser comes back. */
  readonly scope: string
  readonly leave: Leave
}

export function deviceOf({ platform, deviceId }: AuthToken): Pick<Session, 'id' | 'device' | 'scope'> {
  const id = randomUUID()
  // Escaped: databases take no text with a 0 in it.
  const scope = `${platform}/${JSON.stringify(deviceId).slice(1, -1)}`
  const isShared = platform === Platform.Web || deviceId === ''
  return { id, scope, device: isShared ? `session/${id}` : scope }
}

/** Phones get pushes although a desktop is connected, when the user wants that. */
export const isMobile = (platform: number): boolean =>
  platform === Platform.iOS || platform === Platform.Android
