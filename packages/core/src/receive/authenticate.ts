import type { App, AuthenticationRequest, Protocol } from '../protocol.js'

/** Stage 3: the protocol says whose request this is, or throws. Not a byte of the body has been read. */
export function authenticate<Commands>(
  protocol: Protocol<Commands>,
  request: AuthenticationRequest,
): App | undefined | Promise<App | undefined> {
  return protocol.authenticate(request)
}
