import { element } from './element.js'
import { words } from './words.js'

export interface CodeForm {
  readonly root: HTMLElement
  /** What was typed. */
  readonly code: Promise<string>
  focus(): void
}

/** Asks for the code of the desk, and says what was wrong with the last one. */
export function codeForm(problem = ''): CodeForm {
  const field = element('input', {
    attributes: { type: 'password', required: '', autocomplete: 'current-password', id: 'code' },
  })
  const form = element('form', {
    class: 'locked',
    children: [
      element('h1', { children: [words.codeTitle] }),
      element('p', { children: [words.codeHint] }),
      element('label', { attributes: { for: 'code' }, children: [words.code] }),
      field,
      element('p', {
        class: 'wrong',
        attributes: { role: 'alert' },
        children: [problem],
      }),
      element('button', { attributes: { type: 'submit' }, children: [words.open] }),
    ],
  })
  const code = new Promise<string>((resolve) => {
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      resolve(field.value.trim())
    })
  })
  return { root: element('main', { class: 'center', children: [form] }), code, focus: () => field.focus() }
}
