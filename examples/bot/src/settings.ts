import { type Region, regions } from '@im-callback/rest'

/** What the environment says. */
export interface Settings {
  readonly host: string
  readonly port: number
  readonly sdkAppId: number
  readonly token: string | undefined
  /** Without one the bot works for a mock. */
  readonly secretKey: string | undefined
  readonly identifier: string
  readonly region: Region
  readonly account: string
}

/** @throws Error with the name of a variable that cannot mean anything */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const { IM_REGION: region = 'china', IM_SDK_APP_ID: sdkAppId = '1400000000', PORT: port = '3008' } = env
  if (!isRegion(region)) {
    throw new Error(`IM_REGION is "${region}"; give one of ${Object.keys(regions).join(', ')}.`)
  }
  // Not repeated: two variables that were mixed up would put the key into the log.
  if (!/^\d+$/.test(sdkAppId)) throw new Error('IM_SDK_APP_ID is no number; give that of the app.')
  if (!/^\d{1,5}$/.test(port)) throw new Error(`PORT is "${port}"; give a number from 0 to 65535.`)
  return {
    host: env.HOST ?? '127.0.0.1',
    port: Number(port),
    sdkAppId: Number(sdkAppId),
    token: env.IM_CALLBACK_TOKEN || undefined,
    secretKey: env.IM_SECRET_KEY || undefined,
    identifier: env.IM_ADMIN || 'administrator',
    region,
    account: env.BOT_ACCOUNT || 'bob',
  }
}

const isRegion = (name: string): name is Region => Object.hasOwn(regions, name)
