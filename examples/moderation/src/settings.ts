type Environment = Readonly<Record<string, string | undefined>>

/** What tells the platforms from strangers. */
export interface Settings {
  readonly sdkAppId?: string | undefined
  readonly token?: string | undefined
  /** The last segment of the URL in OpenIM's configuration. */
  readonly secret?: string | undefined
}

/** Where each platform calls. */
export const paths = { tencent: '/tencent', openim: '/openim' } as const

/** From what demo.env sets; variables that are set in the environment already win over it. */
export function settingsOf(env: Environment): Settings {
  return { sdkAppId: env.IM_SDK_APP_ID, token: env.IM_CALLBACK_TOKEN, secret: env.OPENIM_SECRET }
}

export function addressOf({ HOST: host = '127.0.0.1', PORT: port = '3006' }: Environment) {
  return { host, port: Number(port) }
}

export function welcome(host: string, port: number, { secret }: Settings): string {
  const base = `http://${host}:${port}`
  const openim = secret === undefined ? paths.openim : `${paths.openim}/${secret}`
  return `
One rule for two platforms. Callbacks are taken at

  Tencent  ${base}${paths.tencent}
  OpenIM   ${base}${openim}

Play OpenIM in another terminal:

  curl -s ${base}${openim}/callbackBeforeSendSingleMsgCommand \\
    -d '{"callbackCommand":"callbackBeforeSendSingleMsgCommand","contentType":101,"content":"{\\"content\\":\\"casino\\"}"}'

Ctrl-C stops it.
`
}
