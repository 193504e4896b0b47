import { element } from './element.js'
import { language, otherLanguage, words } from './words.js'

/** Puts a page together, in the language of the browser or of `?lang=`. */
export function showPage(title: string, content: readonly HTMLElement[]): void {
  document.documentElement.lang = language
  document.title = title
  document.body.replaceChildren(...content)
}

/** The same page in the other language. */
export function languageLink(): HTMLAnchorElement {
  const query = new URLSearchParams(location.search)
  query.set('lang', otherLanguage)
  return element('a', {
    class: 'language',
    attributes: { href: `?${query}`, lang: otherLanguage, hreflang: otherLanguage },
    children: [words.otherLanguage],
  })
}

/** Tries until it succeeds, and says so while it does not. */
export async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch {
      showPage(words.shop, [
        element('p', { class: 'notice', attributes: { role: 'status' }, children: [words.unreachable] }),
      ])
      await new Promise((resolve) => setTimeout(resolve, 2000))
    }
  }
}

/** Calls back now, and whenever the page comes into view or goes out of it. */
export function onVisibility(listener: (isVisible: boolean) => void): void {
  const tell = () => listener(document.visibilityState === 'visible')
  document.addEventListener('visibilitychange', tell)
  tell()
}
