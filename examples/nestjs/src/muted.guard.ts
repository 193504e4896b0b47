import { ImCallbackContext } from '@im-callback/nestjs'
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import { MutedAccounts } from './muted-accounts.js'

/** Denies what muted accounts send; a guard that denies refuses the message. */
@Injectable()
export class MutedGuard implements CanActivate {
  constructor(private readonly muted: MutedAccounts) {}

  canActivate(context: ExecutionContext): boolean {
    const { event } = ImCallbackContext.from(context)
    return !('From_Account' in event.body) || !this.muted.has(event.body.From_Account)
  }
}
