import 'reflect-metadata'
import { setServerTimeouts } from '@im-callback/core/node'
import type { INestApplication } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { addressOf, settingsOf, welcome } from '../settings.js'
import { AppModule } from './app.module.js'

/** Resolves when the app takes callbacks. */
export const started = start()

async function start(): Promise<INestApplication> {
  const { host, port } = addressOf(process.env)
  const app = await NestFactory.create(AppModule, { logger: ['warn', 'error'] })
  setServerTimeouts(app.getHttpServer())
  app.enableShutdownHooks()
  await app.listen(port, host)
  console.log(welcome(host, port, settingsOf(process.env)))
  return app
}
