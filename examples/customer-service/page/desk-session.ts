import { openSession, type Session } from './session.js'
import { codeForm } from './view/code-form.js'
import { showPage, untilAnswered } from './view/page.js'
import { words } from './view/words.js'

const codeKey = 'im-desk-code'

/** Opens the desk with the code in the address, with that of the last time, or with one that is typed. */
export async function openDesk(): Promise<Session> {
  const inAddress = location.hash.slice(1)
  // Out of the address bar, and out of screenshots.
  if (inAddress !== '') history.replaceState(null, '', location.pathname + location.search)
  let code = inAddress || sessionStorage.getItem(codeKey)
  let wasWrong = false
  for (;;) {
    if (code !== null) {
      const session = await tryCode(code)
      if (session !== undefined) return session
      wasWrong = true
    }
    const form = codeForm(wasWrong)
    showPage(words.desk, [form.root])
    code = await form.code
  }
}

async function tryCode(code: string): Promise<Session | undefined> {
  const seller = new URLSearchParams(location.search).get('seller')
  const session = await untilAnswered(() =>
    openSession({ role: 'support', code, ...(seller === null ? {} : { seller }) }),
  )
  if (session !== undefined) sessionStorage.setItem(codeKey, code)
  return session
}
