import { Injectable } from '@nestjs/common'

/** Stands for a table in your database. */
@Injectable()
export class MutedAccounts {
  readonly #accounts = new Set(['mallory'])

  has(account: unknown): boolean {
    return typeof account === 'string' && this.#accounts.has(account)
  }
}
