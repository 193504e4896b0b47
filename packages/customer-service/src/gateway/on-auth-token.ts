import { tellUnread } from '../domain/tell-unread.js'
import { isPossible, toUser } from '../domain/user.js'
import type { Login } from '../ports/authenticator.js'
import { type AuthToken, readAuthToken } from '../wire/auth-token.js'
import { writeInt32 } from '../wire/bodies.js'
import { Command } from '../wire/commands.js'
import type { Frame } from '../wire/frame.js'
import type { Connection } from './connection.js'
import type { Context } from './context.js'
import { deviceOf, isMobile } from './session.js'

const refused = 1

/** AUTH_TOKEN. A second login on the same connection is ignored. */
export async function onAuthToken(context: Context, connection: Connection, frame: Frame): Promise<void> {
  const request = readAuthToken(frame.body)
  if (request === undefined) return connection.close()
  if (connection.session !== undefined) return
  const { loginLimit, services } = context
  const address = connection.address ?? ''
  if (!loginLimit.mayTry(address)) return refuse(connection)
  const login = await identify(context, request, connection.address)
  if (login === undefined) {
    loginLimit.failed(address)
    return refuse(connection)
  }
  const user = { appId: login.appId, uid: login.uid }
  connection.isOnline = login.wantsPushes !== true || isMobile(request.platform)
  const leave = await services.router.join(user, connection)
  // It may have gone while we looked.
  if (connection.isClosed) return leave()
  connection.open({ ...deviceOf(request), user, leave }, frame.version)
  connection.outbox.send([{ command: Command.AuthStatus, body: writeInt32(0) }])
  await tellUnread(services, user, 0)
}

async function identify(
  { authenticator, services }: Context,
  { token, platform, deviceId }: AuthToken,
  address: string | undefined,
): Promise<Login | undefined> {
  try {
    const login = await authenticator.authenticate({ token, platform, deviceId, address })
    if (login === undefined || login === null) return undefined
    const user = toUser('authenticate: the user', login)
    return isPossible(user) ? { ...user, wantsPushes: login.wantsPushes } : undefined
  } catch (error) {
    services.logger.error('im-callback: a login could not be checked', error)
    return undefined
  }
}

function refuse(connection: Connection): void {
  connection.outbox.send([{ command: Command.AuthStatus, body: writeInt32(refused) }])
}
