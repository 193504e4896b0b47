import { type App, type AuthenticationRequest, CallbackError, header, warnOnce } from '@im-callback/core'
import type { OpenImOptions } from '../options.js'
import { sameAsOne } from '../same-text.js'
import type { ExpectedPath } from './path.js'
import { readPath } from './path.js'

type Authenticate = (request: AuthenticationRequest) => App | undefined | Promise<App | undefined>

const open =
  'im-callback cannot tell who calls: OpenIM signs nothing, and anyone who knows the URL can send callbacks. Give ' +
  'openim({ secret }) and put it behind the url of webhooks.yml, or use basicAuth or authenticate.'

/** Checks path and secret, then basic authentication, then asks a function of the app. */
export function authentication(options: OpenImOptions, expected: ExpectedPath): Authenticate {
  const credentials = listOf(options.basicAuth).map(({ username, password }) =>
    base64(`${username}:${password}`),
  )
  const { authenticate } = options
  const isOpen = expected.secrets.length === 0 && credentials.length === 0 && authenticate === undefined
  return (request) => {
    if (isOpen) warnOnce('IM_CALLBACK_OPENIM_OPEN', open)
    const isOurs = readPath(request.url, expected).isOurs
    const isKnown = credentials.length === 0 || sameAsOne(basicCredentials(request), credentials)
    if (!isOurs || !isKnown) throw refused()
    return authenticate === undefined ? undefined : asked(authenticate(request))
  }
}

type Answer = ReturnType<NonNullable<OpenImOptions['authenticate']>>

async function asked(answer: Answer): Promise<App | undefined> {
  const app = await answer
  if (!app) throw refused()
  return app === true ? undefined : app
}

function refused(): CallbackError {
  return new CallbackError('signature_invalid', 'The request does not have the secret of this receiver.')
}

/** What follows `Basic` in the header; Go writes it from `user:password@` in a URL. */
function basicCredentials({ headers }: AuthenticationRequest): string {
  return /^basic +([\w+/]+={0,2})$/i.exec(header(headers, 'authorization') ?? '')?.[1] ?? ''
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}

export function listOf<T>(given: T | readonly T[] | undefined): readonly T[] {
  if (given === undefined) return []
  return Array.isArray(given) ? given : [given as T]
}
