import type { Talk } from '../model/talks.js'
import { element, setChildren, setText } from './element.js'
import { shortly } from './times.js'
import { words } from './words.js'

/** The name a customer has at the desk: no one asks them for another one. */
export const nameOf = ({ other }: Talk): string =>
  `${words.customer} ${other.customerId.toString(36).slice(-4).toUpperCase()}`

/** All conversations, newest first, with what is unread. */
export class TalkList {
  readonly root = element('nav', { class: 'talks', attributes: { 'aria-label': words.conversations } })
  readonly #empty = element('p', { class: 'notice', children: [words.noConversations] })
  readonly #list = element('ul')
  readonly #rows = new Map<string, Row>()
  readonly #onChosen: (key: string) => void

  constructor(onChosen: (key: string) => void) {
    this.#onChosen = onChosen
    this.root.append(this.#empty, this.#list)
  }

  show(talks: readonly Talk[], chosen: string | undefined): void {
    this.#empty.hidden = talks.length > 0
    const rows = talks.map((talk) => {
      const row = this.#row(talk)
      row.show(talk, talk.other.key === chosen)
      return row.root
    })
    setChildren(this.#list, rows)
  }

  focus(key: string): void {
    this.#rows.get(key)?.root.querySelector('button')?.focus()
  }

  #row(talk: Talk): Row {
    const { key } = talk.other
    const row = this.#rows.get(key) ?? talkRow(talk, () => this.#onChosen(key))
    this.#rows.set(key, row)
    return row
  }
}

interface Row {
  readonly root: HTMLElement
  show(talk: Talk, isChosen: boolean): void
}

function talkRow(talk: Talk, onChosen: () => void): Row {
  const preview = element('span', { class: 'preview', attributes: { dir: 'auto' } })
  const time = element('time')
  const badge = element('span', { class: 'badge' })
  const name = nameOf(talk)
  const hue = String(talk.other.customerId % 6n)
  const button = element('button', {
    class: 'talk',
    attributes: { type: 'button' },
    children: [
      element('span', {
        class: 'avatar',
        attributes: { 'aria-hidden': 'true', 'data-hue': hue },
        children: [name.slice(-2)],
      }),
      element('span', { class: 'name', children: [name] }),
      time,
      preview,
      badge,
    ],
  })
  button.addEventListener('click', onChosen)
  return {
    root: element('li', { children: [button] }),
    show({ conversation }, isChosen) {
      const { last, unread } = conversation
      setText(preview, `${last?.tick === undefined ? '' : words.you}${last?.text ?? ''}`)
      setText(time, last?.at === undefined ? '' : shortly(last.at))
      setText(badge, unread === 0 ? '' : String(unread))
      badge.hidden = unread === 0
      if (unread === 0) badge.removeAttribute('aria-label')
      else badge.setAttribute('aria-label', words.unread(unread))
      if (isChosen) button.setAttribute('aria-current', 'true')
      else button.removeAttribute('aria-current')
    },
  }
}
