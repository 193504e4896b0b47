import { tencent } from '@im-callback/core'
import { createSimulator, type Simulator } from '@im-callback/testing'
import type { INestApplication, LoggerService, ModuleMetadata, NestApplicationOptions } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import { platforms } from './under-test.js'

export type PlatformName = keyof typeof platforms

export interface StartOptions extends NestApplicationOptions {
  /** What `main.ts` would do between `create` and `listen`. */
  readonly prepare?: (app: INestApplication) => void
  /** Where the simulator posts. */
  readonly path?: string
  readonly token?: string
}

export interface StartedApp {
  readonly app: INestApplication
  readonly simulator: Simulator
  /** Lines logged. */
  readonly logged: string[]
  readonly url: string
}

export const token = 'test-token'

/** What the simulator of `startApp` speaks. */
export const protocol = tencent({ sdkAppId: 1400000000, token })

const started: INestApplication[] = []

afterEach(async () => {
  for (const app of started.splice(0)) await app.close()
})

/** A Nest app that listens on a free port, and a simulator that plays the platform; closed after the test. */
export async function startApp(
  platform: PlatformName,
  metadata: ModuleMetadata,
  options: StartOptions = {},
): Promise<StartedApp> {
  const { prepare, path = '/im/callback', token: secret = token, ...appOptions } = options
  const logged: string[] = []
  const testing = await Test.createTestingModule(metadata).setLogger(collector(logged)).compile()
  const app = testing.createNestApplication(platforms[platform](), {
    ...appOptions,
    forceCloseConnections: true,
  })
  started.push(app)
  prepare?.(app)
  await app.listen(0, '127.0.0.1')
  const origin = (await app.getUrl()).replace('[::1]', '127.0.0.1')
  const url = `${origin}${path}`
  return { app, simulator: createSimulator({ url, token: secret }), logged, url }
}

function collector(lines: string[]): LoggerService {
  // The last of them is the context, the name of who says it.
  const collect = (...message: unknown[]) => void lines.push(message.slice(0, -1).join(' '))
  return { log: collect, warn: collect, error: collect }
}
