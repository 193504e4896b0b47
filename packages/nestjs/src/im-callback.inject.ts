import { Inject } from '@nestjs/common'
import { DEFAULT_HANDLER, getImCallbackToken } from './im-callback.constants.js'

/**
 * Injects the `CallbackHandler` of a module instance.
 *
 * @param name What the instance was given as `name`. Default: the one instance without a name.
 * @example
 * ```ts
 * import type { CallbackHandler } from '@im-callback/core'
 * import { InjectImCallback } from '@im-callback/nestjs'
 * import { Injectable } from '@nestjs/common'
 *
 * @Injectable()
 * export class Health {
 *   constructor(@InjectImCallback() private readonly im: CallbackHandler) {}
 *
 *   async waiting() {
 *     return (await this.im.stats()).queue.waiting
 *   }
 * }
 * ```
 */
export const InjectImCallback = (name: string = DEFAULT_HANDLER): ReturnType<typeof Inject> =>
  Inject(getImCallbackToken(name))
