import assert from 'node:assert/strict'
import type { INestApplication } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { answersWhileListening, report } from '../post-callback.cjs'
import { AppModule } from './app.module.js'

const logger = ['warn' as const, 'error' as const]

void report({
  'Nest on Express': async () =>
    answersCallbacks(await NestFactory.create(AppModule, new ExpressAdapter(), { logger })),
  'Nest on Fastify': async () =>
    answersCallbacks(await NestFactory.create(AppModule, new FastifyAdapter(), { logger })),
})

async function answersCallbacks(app: INestApplication) {
  await answersWhileListening({
    listen: async () => {
      await app.listen(0, '127.0.0.1')
      const url = await app.getUrl()
      assert.equal((await fetch(`${url}/health`)).status, 200)
      return url
    },
    close: () => app.close(),
  })
}
