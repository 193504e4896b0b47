import { fromEnvironment, warnOnce } from '../environment.js'
import { CallbackError } from '../errors.js'
import type { App } from '../protocol.js'
import { isPromise } from '../realm.js'
import { checkApp, tokensOf } from './tokens.js'

/** Several apps: by SDKAppID, or as a function of it. Undefined means: not ours. */
export type Apps =
  | Readonly<Record<string, App>>
  | ((sdkAppId: string) => App | undefined | Promise<App | undefined>)

type Lookup = (sdkAppId: string) => App | undefined | Promise<App | undefined>

interface AppOptions {
  readonly sdkAppId?: number | string | undefined
  readonly token?: string | readonly string[] | undefined
  readonly apps?: Apps | undefined
}

/**
 * How to find the app of a request. The id is compared as text: `1.4e9` is not 1400000000. The environment is read at
 * the first request, so that `dotenv` and its like may come late.
 */
export function appLookup(options: AppOptions): Lookup {
  const { apps } = options
  if (apps !== undefined && (options.sdkAppId !== undefined || options.token !== undefined)) {
    throw new TypeError('tencent() takes either sdkAppId and token, or apps; not both.')
  }
  if (typeof apps === 'function') return asking(apps)
  if (apps !== undefined) {
    for (const [id, app] of Object.entries(apps)) checkApp(appId(id), app)
    return knowing(new Map(Object.entries(apps)))
  }
  if (options.sdkAppId !== undefined) appId(options.sdkAppId)
  tokensOf(options.token)
  let single: Lookup | undefined
  return (id) => {
    single ??= singleApp(options)
    return single(id)
  }
}

function asking(apps: Exclude<Apps, Readonly<Record<string, App>>>): Lookup {
  return (id) => {
    if (!isAppId(id)) throw unknownApp()
    const app = apps(id)
    return isPromise(app) ? app.then(known) : known(app)
  }
}

function knowing(apps: ReadonlyMap<string, App>): Lookup {
  return (id) => known(apps.get(id))
}

function singleApp(options: AppOptions): Lookup {
  const sdkAppId = options.sdkAppId ?? fromEnvironment('IM_SDK_APP_ID')
  const app: App = { token: options.token || fromEnvironment('IM_CALLBACK_TOKEN') }
  if (sdkAppId !== undefined) return knowing(new Map([[appId(sdkAppId), app]]))
  warnOnce(
    'IM_CALLBACK_ANY_APP',
    'im-callback accepts callbacks for any SDKAppID. Give tencent({ sdkAppId }) or set IM_SDK_APP_ID ' +
      'so that only those of your app are served.',
  )
  return () => app
}

function known(app: App | undefined): App {
  if (app === undefined || app === null) throw unknownApp()
  return app
}

function unknownApp(): CallbackError {
  return new CallbackError('unknown_app', 'SdkAppid is missing or not one this server knows.')
}

const isAppId = (id: string) => /^\d{1,20}$/.test(id)

function appId(given: number | string): string {
  const text = String(given)
  if (!isAppId(text)) throw new TypeError(`"${text}" is no SDKAppID; it is a number such as 1400000000.`)
  return text
}
