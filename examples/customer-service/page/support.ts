import { connect } from './connect.js'
import { openDesk } from './desk-session.js'
import { supportSide } from './model/side.js'
import { connectionState } from './view/connection-state.js'
import { Desk } from './view/desk.js'
import { element } from './view/element.js'
import { languageLink, onVisibility, showPage } from './view/page.js'
import { words } from './view/words.js'

const session = await openDesk()
const { client, talks } = connect(session, supportSide(session))
const desk = new Desk(talks)

showPage(words.desk, [
  element('main', {
    class: 'desk',
    children: [
      element('header', {
        class: 'bar',
        children: [
          element('div', {
            class: 'titles',
            children: [element('h1', { children: [words.desk] }), connectionState(client)],
          }),
          languageLink(),
        ],
      }),
      desk.list.root,
      desk.panel,
    ],
  }),
])
talks.onChange(() => desk.show())
onVisibility((isVisible) => desk.see(isVisible))
