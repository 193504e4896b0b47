import { element } from './element.js'
import { words } from './words.js'

/** Where messages are written: Enter sends, Shift and Enter begin a new line. */
export function composer(onWritten: (text: string) => void): HTMLFormElement {
  const field = element('textarea', {
    attributes: {
      rows: '1',
      maxlength: '2000',
      placeholder: words.placeholder,
      'aria-label': words.placeholder,
      enterkeyhint: 'send',
      autocomplete: 'off',
    },
  })
  const button = element('button', { attributes: { type: 'submit' }, children: [words.send] })
  const form = element('form', { class: 'composer', children: [field, button] })
  const adjust = () => {
    button.disabled = field.value.trim() === ''
    field.style.height = 'auto'
    // scrollHeight is without the border, height is with it.
    const border = field.offsetHeight - field.clientHeight
    field.style.height = `${field.scrollHeight + border}px`
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const text = field.value.trim()
    if (text === '') return
    field.value = ''
    adjust()
    field.focus()
    onWritten(text)
  })
  field.addEventListener('input', adjust)
  field.addEventListener('keydown', (event) => {
    // While an input method composes, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })
  button.disabled = true
  return form
}
