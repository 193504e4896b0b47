import { resolve } from 'node:path'
import { tencent } from '@im-callback/core'
import { ImCallbackModule } from '@im-callback/nestjs'
import { Module } from '@nestjs/common'
import { ARCHIVE_FILE, ArchiveCallbacks } from './archive.callbacks.js'
import { HealthController } from './health.controller.js'
import { ModerationCallbacks } from './moderation.callbacks.js'
import { ModerationService } from './moderation.service.js'
import { MutedAccounts } from './muted-accounts.js'

@Module({
  imports: [
    // Give the server your own app, and a token to check signatures, with IM_SDK_APP_ID and IM_CALLBACK_TOKEN.
    ImCallbackModule.forRootAsync({
      useFactory: () => {
        const { IM_SDK_APP_ID: sdkAppId = '1400000000', IM_CALLBACK_TOKEN: token } = process.env
        return { path: 'im/callback', protocol: tencent({ sdkAppId, token }) }
      },
    }),
  ],
  controllers: [HealthController],
  providers: [
    ModerationService,
    ModerationCallbacks,
    MutedAccounts,
    ArchiveCallbacks,
    { provide: ARCHIVE_FILE, useFactory: () => resolve('data/archive.jsonl') },
  ],
})
export class AppModule {}
