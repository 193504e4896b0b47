import 'reflect-metadata'
import { Body, Controller, ForbiddenException, HttpCode, Module, Post, Query } from '@nestjs/common'
import { path } from '../../callback.js'
import { answerTo, type Callback, forbidden, isGenuine, type Query as Parameters } from '../hand-written.js'

@Controller()
class CallbackController {
  @Post(path)
  @HttpCode(200)
  receive(@Query() query: Parameters, @Body() body: Callback): object {
    if (!isGenuine(query)) throw new ForbiddenException(forbidden)
    return answerTo(query.CallbackCommand, body)
  }
}

/** A Nest app as a user would write it by hand. */
@Module({ controllers: [CallbackController] })
export class HandWrittenModule {}
