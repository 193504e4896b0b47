import type { Client } from '@im-callback/customer-service/client'
import { element, setText } from './element.js'
import { words } from './words.js'

/** A dot and a word that say whether messages go through. */
export function connectionState(client: Client): HTMLElement {
  const word = element('span')
  const root = element('p', { class: 'state', attributes: { role: 'status' }, children: [word] })
  const show = (state: string, text: string) => {
    root.dataset.state = state
    setText(word, text)
  }
  const follow = () => {
    const { state } = client
    if (state === 'online') show('online', words.online)
    else show('connecting', words.connecting)
  }
  client.on('state', follow)
  client.on('refused', () => show('refused', words.refused))
  follow()
  return root
}
