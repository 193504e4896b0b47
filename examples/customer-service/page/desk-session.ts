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
  const seller = new URLSearchParams(location.search).get('seller')
  let problem: string | undefined
  for (;;) {
    if (code !== null) {
      const session = await tryCode(code, seller)
      if (session !== undefined) return session
      problem = seller === null ? words.wrongCode : words.wrongCodeOrSeller(seller)
    }
    const form = codeForm(problem)
    showPage(words.desk, [form.root])
    form.focus()
    code = await form.code
  }
}

async function tryCode(code: string, seller: string | null): Promise<Session | undefined> {
  const session = await untilAnswered(() =>
    openSession({ role: 'support', code, ...(seller === null ? {} : { seller }) }),
  )
  if (session !== undefined) sessionStorage.setItem(codeKey, code)
  return session
}
