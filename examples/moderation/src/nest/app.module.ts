import { tencent } from '@im-callback/core'
import { ImCallbackModule } from '@im-callback/nestjs'
import { openim } from '@im-callback/openim'
import { Module } from '@nestjs/common'
import { paths, settingsOf } from '../settings.js'
import { OpenImCallbacks } from './openim.callbacks.js'
import { TencentCallbacks } from './tencent.callbacks.js'

@Module({
  imports: [
    ImCallbackModule.forRootAsync({
      useFactory: () => {
        const { sdkAppId, token } = settingsOf(process.env)
        return { path: paths.tencent, protocol: tencent({ sdkAppId, token }) }
      },
    }),
    // Below that path, too: OpenIM puts the command into it.
    ImCallbackModule.forRootAsync({
      name: 'openim',
      useFactory: () => {
        const { secret } = settingsOf(process.env)
        return { path: `${paths.openim}/*`, protocol: openim({ path: paths.openim, secret }) }
      },
    }),
  ],
  providers: [TencentCallbacks, OpenImCallbacks],
})
export class AppModule {}
