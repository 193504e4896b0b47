import { type CallbackHandler, tencent } from '@im-callback/core'
import { ImCallbackModule, InjectImCallback } from '@im-callback/nestjs'
import { Controller, Get, Module } from '@nestjs/common'
import { Moderation, NotMuted, Words } from './moderation.js'

@Controller('health')
export class Health {
  constructor(@InjectImCallback() private readonly im: CallbackHandler) {}

  @Get()
  stats() {
    return this.im.stats()
  }
}

@Module({
  imports: [
    ImCallbackModule.forRoot({
      path: 'im/callback',
      protocol: tencent({ sdkAppId: 1400000000, token: process.env.IM_CALLBACK_TOKEN }),
    }),
  ],
  controllers: [Health],
  providers: [Words, NotMuted, Moderation],
})
export class AppModule {}
