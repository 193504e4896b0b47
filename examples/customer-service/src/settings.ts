import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readTencentSettings, type TencentSettings } from './tencent/settings.js'

/** What the environment says. */
export interface Settings {
  readonly host: string
  readonly port: number
  readonly gatewayUrl: string | undefined
  readonly sellers: readonly bigint[]
  readonly secret: string
  /** The folder of the file with the messages, and of the secret. */
  readonly data: string
  /** Both or none: one node alone keeps its messages in a file of its own. */
  readonly shared: { readonly postgresUrl: string; readonly redisUrl: string } | undefined
  /** Undefined: nothing is connected. */
  readonly tencent: TencentSettings | undefined
}

/**
 * Reads the settings. When the environment has no secret, one is made and kept, so that tokens outlive a restart.
 *
 * @throws Error that names the variable
 */
export function readSettings(environment: NodeJS.ProcessEnv, usualFolder: string): Settings {
  const { IM_POSTGRES_URL: postgresUrl, IM_REDIS_URL: redisUrl, IM_SELLERS: sellers = '201' } = environment
  if ((postgresUrl === undefined) !== (redisUrl === undefined)) {
    throw new Error('Set IM_POSTGRES_URL and IM_REDIS_URL, or neither of them.')
  }
  if (!/^\d+(,\d+)*$/.test(sellers)) {
    throw new Error(`IM_SELLERS is "${sellers}"; give numbers with commas between them, such as 201,202.`)
  }
  const tencent = readTencentSettings(environment)
  const data = environment.IM_DATA ?? usualFolder
  return {
    data,
    host: environment.HOST ?? '127.0.0.1',
    port: portIn(environment, 'PORT', 3009),
    gatewayUrl: gatewayUrlIn(environment),
    sellers: sellers.split(',').map(BigInt),
    secret: environment.IM_SECRET ?? keptSecret(data),
    shared: postgresUrl === undefined || redisUrl === undefined ? undefined : { postgresUrl, redisUrl },
    tencent,
  }
}

function gatewayUrlIn({ IM_GATEWAY_URL: url }: NodeJS.ProcessEnv): string | undefined {
  if (url === undefined || (/^wss?:/.test(url) && URL.canParse(url))) return url
  throw new Error(
    `IM_GATEWAY_URL is "${url}"; give the address browsers connect to: wss://chat.example.com/ws.`,
  )
}

function portIn(environment: NodeJS.ProcessEnv, name: string, usual: number): number {
  const text = environment[name] ?? String(usual)
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new Error(`${name} is "${text}"; give a number from 0 to 65535.`)
}

function keptSecret(folder: string): string {
  const file = join(folder, 'secret')
  mkdirSync(folder, { recursive: true })
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8')
}
