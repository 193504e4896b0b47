import type { Talks } from '../model/talks.js'
import { composer } from './composer.js'
import { element } from './element.js'
import { MessageLog } from './message-log.js'
import { nameOf, TalkList } from './talk-list.js'
import { words } from './words.js'

/** As in style.css. */
const sideBySide = matchMedia('(min-width: 48rem)')

/** The conversations of support, and the chosen one beside them; on a phone one at a time. */
export class Desk {
  readonly list = new TalkList((key) => this.#choose(key))
  readonly panel = element('section', { class: 'panel' })
  readonly #talks: Talks
  #chosen: string | undefined
  #log: MessageLog | undefined
  #isVisible = false

  constructor(talks: Talks) {
    this.#talks = talks
    this.#choose(undefined)
  }

  show(): void {
    const { all } = this.#talks
    this.list.show(all, this.#chosen)
    const chosen = this.#chosen === undefined ? undefined : this.#talks.get(this.#chosen)
    if (chosen !== undefined) this.#log?.show(chosen.conversation.lines)
    const unread = all.reduce((sum, { conversation }) => sum + conversation.unread, 0)
    document.title = unread === 0 ? words.desk : `(${unread}) ${words.desk}`
  }

  see(isVisible: boolean): void {
    this.#isVisible = isVisible
    this.#talks.look(isVisible ? this.#chosen : undefined)
  }

  #choose(key: string | undefined): void {
    this.#chosen = key
    const talk = key === undefined ? undefined : this.#talks.get(key)
    this.panel.classList.toggle('open', talk !== undefined)
    if (talk === undefined) {
      this.panel.replaceChildren(element('p', { class: 'notice', children: [words.choose] }))
    } else {
      this.#log = new MessageLog()
      const name = nameOf(talk)
      this.panel.setAttribute('aria-label', name)
      const form = composer((text) => this.#talks.write(talk.other, text))
      this.panel.replaceChildren(
        element('header', {
          class: 'bar',
          children: [this.#backButton(), element('h2', { children: [name] })],
        }),
        this.#log.root,
        form,
      )
      // On a phone the keyboard would cover what there is to read.
      if (sideBySide.matches) form.querySelector('textarea')?.focus()
      else this.#log.root.focus()
    }
    this.show()
    this.see(this.#isVisible)
  }

  #backButton(): HTMLButtonElement {
    const button = element('button', {
      class: 'back',
      attributes: { type: 'button', 'aria-label': words.back },
      children: ['←'],
    })
    button.addEventListener('click', () => {
      const key = this.#chosen
      this.#choose(undefined)
      if (key !== undefined) this.list.focus(key)
    })
    return button
  }
}
