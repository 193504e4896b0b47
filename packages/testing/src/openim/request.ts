import { goJson } from './go-json.js'
import { asRelease, isSince, latestRelease, type OpenImRelease } from './release.js'

/** How an OpenIM server is set up, and what it is about to send. */
export interface OpenImRequestOptions {
  /** The release that sends it. Default `3.8.4`. */
  readonly release?: OpenImRelease | undefined
  /** What stands in its configuration after the host: `/openim`, `/openim/SECRET`, `/openim/`. Default `/openim`. */
  readonly path?: string | undefined
  /** Trace id in the header, from 3.0 on. Default: the one in the body, or `1700000000000-1`. */
  readonly operationID?: string | undefined
  /** Adds `?key=…`, as servers after 3.8.3 do for three message commands. Default false. */
  readonly withKey?: boolean | undefined
}

/** A callback as an OpenIM server puts it on the wire. */
export interface OpenImRequest {
  readonly method: 'POST'
  /** Path and query. */
  readonly url: string
  /** By lower-case name, without those a connection brings along. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * Puts a body on the wire the way a release of OpenIM does: the command in the URL where that release has it,
 * Go's JSON, a final newline from 3.7 on, the headers of its HTTP client.
 *
 * @param body With `callbackCommand`, which also names the command in the URL.
 * @throws TypeError when the body names no command, or the release is none
 * @example
 * ```ts
 * import { openimPayload, openimRequest } from '@im-callback/testing'
 *
 * const payload = openimPayload('callbackBeforeSendSingleMsgCommand')
 * const { url, headers, body } = openimRequest(payload)
 * await fetch(`http://127.0.0.1:3000${url}`, { method: 'POST', headers, body })
 * ```
 */
export function openimRequest(
  body: Readonly<Record<string, unknown>>,
  options: OpenImRequestOptions = {},
): OpenImRequest {
  const { path = '/openim' } = options
  const release = asRelease(options.release ?? latestRelease)
  const { callbackCommand } = body
  if (typeof callbackCommand !== 'string') {
    throw new TypeError('The body has no callbackCommand; openimPayload(command) makes one that has.')
  }
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Go-http-client/1.1',
    'accept-encoding': 'gzip',
  }
  if (isSince(release, 'v3')) headers.operationid = options.operationID ?? operationIDIn(body)
  const query = options.withKey === true ? `?key=${encodeURIComponent(keyOf(body))}` : ''
  return {
    method: 'POST',
    url: urlOf(path, callbackCommand, release) + query,
    headers,
    body: goJson(body) + (isSince(release, 'v3.7') ? '\n' : ''),
  }
}

/** v2 has one bare URL; 3.0 to 3.4 a parameter; later ones put the command behind a slash, whatever was there. */
function urlOf(path: string, command: string, release: OpenImRelease): string {
  if (isSince(release, 'v3.5')) return `${path}/${command}`
  return isSince(release, 'v3') ? `${path}?command=${command}` : path
}

function operationIDIn({ operationID }: Readonly<Record<string, unknown>>): string {
  return typeof operationID === 'string' && operationID !== '' ? operationID : '1700000000000-1'
}

/** What gateways can hash by. */
function keyOf({ sendID = '', recvID = '', groupID = '' }: Readonly<Record<string, unknown>>): string {
  return Buffer.from(goJson({ sendID, recvID, groupID })).toString('base64')
}
