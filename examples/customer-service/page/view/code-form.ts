import { element } from './element.js'
import { words } from './words.js'

/** Asks for the code of the desk; resolves with what was typed. */
export function codeForm(wasWrong: boolean): { readonly root: HTMLElement; readonly code: Promise<string> } {
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
        children: wasWrong ? [words.wrongCode] : [],
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
  return { root: element('main', { class: 'center', children: [form] }), code }
}
