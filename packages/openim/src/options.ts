import { type App, type AuthenticationRequest, checkOptionNames } from '@im-callback/core'
import { listOf } from './request/authentication.js'
import { type OpenImVersion, versions } from './version.js'

/** User and password of basic authentication. */
export interface BasicAuth {
  readonly username: string
  readonly password: string
}

/** How to know the callbacks of an OpenIM server, and how to answer them. */
export interface OpenImOptions {
  /**
   * Which version calls. Default `'auto'`: told by the style of the URL, the name of the command and the
   * `operationID` header, so that one receiver serves servers of several versions, also while they are being upgraded.
   */
  readonly version?: OpenImVersion | 'auto' | undefined
  /**
   * The path of `url` in the server's configuration, such as `/im/openim`: other paths are refused. The secret, if there
   * is one, and the command follow it. Default: any path.
   */
  readonly path?: string | undefined
  /**
   * The last segment of `url` in the server's configuration, known to you and the server alone; a list while it is being
   * changed. Letters, digits and `-._~`. Compared in constant time. Default: none.
   */
  readonly secret?: string | readonly string[] | undefined
  /**
   * What `http://username:password@host/…` in the server's configuration makes it send; a list while it is being
   * changed. Compared in constant time. Default: none.
   */
  readonly basicAuth?: BasicAuth | readonly BasicAuth[] | undefined
  /**
   * Looks at a request before its body is read: `true` or an app, which handlers see as `event.app` (unless they work
   * from a queue, which does not store it), lets it in; `false` or undefined does not. Asked after `path`, `secret` and `basicAuth`. Default: none.
   */
  readonly authenticate?: ((request: AuthenticationRequest) => Allowed | Promise<Allowed>) | undefined
}

type Allowed = App | boolean | undefined

/** Throws with the option's name when one cannot mean anything. */
export function checkOptions(options: OpenImOptions): void {
  checkOptionNames('openim()', options, ['version', 'path', 'secret', 'basicAuth', 'authenticate'])
  const { version, path, secret, basicAuth, authenticate } = options
  if (version !== undefined && version !== 'auto' && !versions.includes(version)) {
    throw new TypeError(`openim(): version is ${JSON.stringify(version)}; give auto, ${versions.join(', ')}.`)
  }
  if (path !== undefined && !(typeof path === 'string' && /^\/[^?#\s]*$/.test(path))) {
    throw new TypeError('openim(): path begins with a slash and has no query, like "/im/openim".')
  }
  if (secret !== undefined && !isListOf(secret, isSecret)) {
    throw new TypeError('openim(): secret is text of letters, digits and -._~, or a list of such texts.')
  }
  if (basicAuth !== undefined && !isListOf(basicAuth, isBasicAuth)) {
    throw new TypeError('openim(): basicAuth is { username, password }, neither empty, or a list of such.')
  }
  if (authenticate !== undefined && typeof authenticate !== 'function') {
    throw new TypeError('openim(): authenticate is a function that answers true, an app, or false.')
  }
}

function isListOf<T>(given: T | readonly T[], fits: (one: unknown) => boolean): boolean {
  const list = listOf<T>(given)
  return list.length > 0 && list.every(fits)
}

function isSecret(one: unknown): boolean {
  return typeof one === 'string' && /^[\w.~-]+$/.test(one) && !/^\.{1,2}$/.test(one)
}

function isBasicAuth(one: unknown): boolean {
  const { username, password } = (one ?? {}) as Partial<Record<keyof BasicAuth, unknown>>
  return (
    typeof username === 'string' &&
    /^[^:]+$/.test(username) &&
    typeof password === 'string' &&
    password !== ''
  )
}
