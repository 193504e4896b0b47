import type { Browser } from 'playwright-core'
import { chromiumProgram } from './program.js'

export type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** No sandbox: tests may run as root. The rest keeps a browser that was just installed from calling home. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Starts the Chromium of this machine without a window, with a profile of its own. `newContext()` makes what one person
 * has: storage and cookies that no other context sees. It ends with the process that started it.
 *
 * @example
 * ```ts
 * import { startChromium } from '@im-callback/test-servers'
 *
 * const browser = await startChromium()
 * const context = await browser.newContext({ locale: 'zh-CN' })
 * const page = await context.newPage()
 * await browser.close()
 * ```
 */
export async function startChromium(): Promise<Browser> {
  // Loaded when it is wanted: most tests have no browser.
  const { chromium } = await import('playwright-core')
  return chromium.launch({ executablePath: chromiumProgram(), args })
}
