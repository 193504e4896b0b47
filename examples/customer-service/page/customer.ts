import { connect } from './connect.js'
import { customerSide, withShop } from './model/side.js'
import { openSession } from './session.js'
import { composer } from './view/composer.js'
import { connectionState } from './view/connection-state.js'
import { element } from './view/element.js'
import { MessageLog } from './view/message-log.js'
import { languageLink, onVisibility, showPage, untilAnswered } from './view/page.js'
import { words } from './view/words.js'

const tokenKey = 'im-customer-token'

// The token of the last time makes this the same customer again.
const known = localStorage.getItem(tokenKey)
const session = await untilAnswered(() =>
  openSession(known === null ? { role: 'customer' } : { role: 'customer', token: known }),
)
if (session === undefined) throw new Error('Customers are always let in.')
localStorage.setItem(tokenKey, session.token)

const { client, talks } = connect(session, customerSide(session))
const shop = withShop(session)
const log = new MessageLog(words.welcome)
const show = () => log.show(talks.get(shop.key)?.conversation.lines ?? [])

showPage(words.shop, [
  element('main', {
    class: 'window',
    children: [
      element('header', {
        class: 'bar',
        children: [
          element('div', {
            class: 'avatar',
            attributes: { 'aria-hidden': 'true' },
            children: [words.shop.slice(0, 1)],
          }),
          element('div', {
            class: 'titles',
            children: [element('h1', { children: [words.shop] }), connectionState(client)],
          }),
          languageLink(),
        ],
      }),
      log.root,
      composer((text) => talks.write(shop, text)),
    ],
  }),
])
talks.onChange(show)
show()
onVisibility((isVisible) => talks.look(isVisible ? shop.key : undefined))
