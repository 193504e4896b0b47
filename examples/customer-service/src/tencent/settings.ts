import { type Region, regions } from '@im-callback/rest'

/** What it takes to connect an app of Tencent Cloud Chat. */
export interface TencentSettings {
  readonly sdkAppId: number
  readonly secretKey: string
  /** Signs the callbacks. */
  readonly token: string | undefined
  readonly identifier: string
  readonly region: Region
  /** A REST API of another address: a proxy, or a mock. */
  readonly restUrl: string | undefined
  /** The account customers write to. */
  readonly account: string
}

/**
 * Undefined when there is no secret key: then nothing is connected.
 *
 * @throws Error that names the variable
 */
export function readTencentSettings(environment: NodeJS.ProcessEnv): TencentSettings | undefined {
  const {
    IM_SDK_APP_ID: sdkAppId = '',
    IM_SECRET_KEY: secretKey = '',
    IM_REGION: region = 'china',
  } = environment
  if (secretKey === '') return undefined
  // Not repeated: two variables that were mixed up would put the key into the log.
  if (!/^[1-9]\d{0,14}$/.test(sdkAppId)) {
    throw new Error('IM_SECRET_KEY is set and IM_SDK_APP_ID is no number; give that of the app.')
  }
  if (!isRegion(region)) {
    throw new Error(`IM_REGION is "${region}"; give one of ${Object.keys(regions).join(', ')}.`)
  }
  return {
    sdkAppId: Number(sdkAppId),
    secretKey,
    token: environment.IM_CALLBACK_TOKEN || undefined,
    identifier: environment.IM_ADMIN || 'administrator',
    region,
    restUrl: environment.IM_REST_URL || undefined,
    account: environment.IM_SUPPORT_ACCOUNT || 'support',
  }
}

const isRegion = (name: string): name is Region => Object.hasOwn(regions, name)
