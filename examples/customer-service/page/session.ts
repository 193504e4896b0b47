/** Who this page is, as the server says. */
export interface Session {
  readonly token: string
  readonly appId: bigint
  readonly uid: bigint
  /** The sync key this page begins with. */
  readonly since: bigint
  readonly gatewayUrl: string
}

/** Asks for a session; undefined: the server does not let us in. */
export async function openSession(request: Readonly<Record<string, string>>): Promise<Session | undefined> {
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  })
  if (response.status === 403) return undefined
  if (!response.ok) throw new Error(`The server answered ${response.status}.`)
  return sessionIn(await response.json())
}

function sessionIn(value: unknown): Session {
  const { token, appId, uid, since, gatewayUrl } = value as Readonly<Record<string, unknown>>
  return {
    token: String(token),
    appId: BigInt(String(appId)),
    uid: BigInt(String(uid)),
    since: BigInt(String(since)),
    gatewayUrl: String(gatewayUrl),
  }
}
