import type { Line, Tick } from '../model/conversation.js'
import { element, setChildren, setText } from './element.js'
import { dayOf, timeOf } from './times.js'
import { words } from './words.js'

const marks: Readonly<Record<Tick, string>> = {
  waiting: '◷',
  sent: '✓',
  received: '✓✓',
  read: '✓✓',
  refused: '!',
}

/** The messages of one conversation. Screen readers read out what is added. */
export class MessageLog {
  readonly root = element('div', {
    class: 'log',
    attributes: { role: 'log', 'aria-label': words.messages, tabindex: '0' },
  })
  readonly #list = element('ol', { class: 'lines' })
  readonly #rows = new Map<string, Row>()
  /** The newest message is in view, and stays there, whatever makes the log smaller: a keyboard, a long draft. */
  #isAtEnd = true

  constructor(greeting?: string) {
    if (greeting !== undefined) this.root.append(element('p', { class: 'greeting', children: [greeting] }))
    this.root.append(this.#list)
    this.root.addEventListener('scroll', () => {
      const { scrollHeight, scrollTop, clientHeight } = this.root
      this.#isAtEnd = scrollHeight - scrollTop - clientHeight < 80
    })
    new ResizeObserver(() => {
      if (this.#isAtEnd) this.#toEnd()
    }).observe(this.root)
  }

  show(lines: readonly Line[]): void {
    const children: HTMLElement[] = []
    let day: string | undefined
    for (const line of lines) {
      const dayOfLine = line.at === undefined ? day : dayOf(line.at)
      if (dayOfLine !== undefined && dayOfLine !== day)
        children.push(this.#row(`day ${dayOfLine}`, dayRow).root)
      day = dayOfLine
      const row = this.#row(line.id, messageRow)
      row.show(line)
      children.push(row.root)
    }
    const shown = new Set(children)
    for (const [id, { root }] of this.#rows) if (!shown.has(root)) this.#rows.delete(id)
    const isLonger = children.length > this.#list.children.length
    setChildren(this.#list, children)
    if (this.#isAtEnd || (isLonger && lines.at(-1)?.tick === 'waiting')) this.#toEnd()
  }

  #toEnd(): void {
    this.root.scrollTop = this.root.scrollHeight
  }

  #row(id: string, make: (id: string) => Row): Row {
    const row = this.#rows.get(id) ?? make(id)
    this.#rows.set(id, row)
    return row
  }
}

interface Row {
  readonly root: HTMLElement
  show(line: Line): void
}

function dayRow(id: string): Row {
  const root = element('li', { class: 'day', children: [id.slice('day '.length)] })
  return { root, show: () => undefined }
}

function messageRow(): Row {
  const text = element('p', { class: 'text', attributes: { dir: 'auto' } })
  const time = element('time')
  const tick = element('span', { class: 'tick' })
  const said = element('span', { class: 'said' })
  const root = element('li', {
    class: 'line',
    children: [
      element('div', {
        class: 'bubble',
        children: [text, element('p', { class: 'meta', children: [time, tick, said] })],
      }),
    ],
  })
  return {
    root,
    show(line) {
      setText(text, line.text)
      setText(time, line.at === undefined ? '' : timeOf(line.at))
      root.classList.toggle('mine', line.tick !== undefined)
      if (line.tick === undefined) return
      tick.dataset.tick = line.tick
      tick.title = words.ticks[line.tick]
      tick.setAttribute('aria-hidden', 'true')
      setText(tick, marks[line.tick])
      // Read aloud, and seen where it matters.
      setText(said, words.ticks[line.tick])
      said.classList.toggle('seen', line.tick === 'refused')
    },
  }
}
