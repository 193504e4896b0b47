import 'reflect-metadata'
import { setServerTimeouts } from '@im-callback/core/node'
import { NestFactory } from '@nestjs/core'
import { AppModule } from './app.module.js'

const { PORT = '3005' } = process.env

const app = await NestFactory.create(AppModule)
setServerTimeouts(app.getHttpServer())
app.enableShutdownHooks()
await app.listen(Number(PORT), '127.0.0.1')
console.log(`The Nest example takes callbacks at http://127.0.0.1:${PORT}/im/callback`)
