import type { MsgElement } from '@im-callback/core'
import { Injectable } from '@nestjs/common'

/** Judges messages by their words. */
@Injectable()
export class ModerationService {
  readonly #refused = ['casino', '赌博']

  /** The word for which a message is refused, if there is one. */
  refusedWord(message: readonly MsgElement[]): string | undefined {
    const text = message
      .map((element) => (element.MsgType === 'TIMTextElem' ? element.MsgContent.Text : ''))
      .join('\n')
      .toLowerCase()
    return this.#refused.find((word) => text.includes(word))
  }
}
