import type { CallbackHandler } from '@im-callback/core'
import { InjectImCallback } from '@im-callback/nestjs'
import { Controller, Get } from '@nestjs/common'

/** How many events wait to be archived. */
@Controller('health')
export class HealthController {
  constructor(@InjectImCallback() private readonly im: CallbackHandler) {}

  @Get()
  async health() {
    return (await this.im.stats()).queue
  }
}
