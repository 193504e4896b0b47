import { withText } from '../message/text.js'
import { infoOf } from '../names.js'
import type { Sent } from '../version.js'
import { checkErrorCode, meaning } from './meaning.js'
import { object, text } from './value.js'
import { write } from './write.js'

/**
 * `event.reply` at run time. The types offer each command only what it allows; this says the same, in words, to those
 * who write JavaScript, and checks what types cannot.
 */
export class OpenImVerdicts {
  readonly #sent: Sent

  constructor(sent: Sent) {
    this.#sent = sent
  }

  ok(): object {
    return write({ refusal: undefined, changes: {} }, this.#sent)
  }

  reject(errCode = 20001, errMsg = '', errDlt = ''): object {
    const { command } = this.#sent
    if (infoOf(command)?.reply.reject === false) {
      throw new TypeError(`${command} cannot be refused: it has happened.`)
    }
    checkErrorCode(command, errCode)
    const refusal = {
      errCode,
      errMsg: text(`${command}: errMsg`, errMsg),
      errDlt: text(`${command}: errDlt`, errDlt),
    }
    return write({ refusal, changes: {} }, this.#sent)
  }

  rewrite(changes: object): object {
    const { command } = this.#sent
    const given = object(`${command}: rewrite`, changes)
    if (Object.keys(infoOf(command)?.reply.fields ?? { any: true }).length === 0) {
      throw new TypeError(`${command} cannot be rewritten.`)
    }
    const code = ['actionCode', 'errCode', 'nextCode'].find((name) => name in given)
    if (code !== undefined)
      throw new TypeError(`${command}: rewrite takes no ${code}; refuse with reject(…).`)
    return write(meaning(given, this.#sent), this.#sent)
  }

  rewriteText(changed: string): object {
    const { command, body } = this.#sent
    const isPlain = command === 'callbackWordFilterCommand'
    return this.rewrite({
      content: withText(body, text(`${command}: text`, changed), { mayBePlain: isPlain }),
    })
  }
}
