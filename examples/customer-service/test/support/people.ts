import type { Browser, BrowserContextOptions, Page } from '@im-callback/test-servers'

/** Someone with a browser of their own. What the page complains of is kept. */
export interface Person {
  readonly page: Page
  readonly complaints: string[]
}

export async function arrive(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Person> {
  const context = await browser.newContext({ locale: 'en-US', ...options })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.goto(url)
  return { page, complaints }
}

export async function write({ page }: Person, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Write a message' }).fill(text)
  await page.keyboard.press('Enter')
}

/** A message in the log. */
export const message = ({ page }: Person, text: string) =>
  page.getByRole('log').getByRole('listitem').filter({ hasText: text })

/** Resolves when a message of one's own has come this far. */
export const ticked = (
  person: Person,
  text: string,
  tick: 'Sent' | 'Delivered' | 'Read' | 'Not sent: refused',
) => message(person, text).getByText(tick, { exact: true }).waitFor({ state: 'attached' })

/** The row of a conversation at the desk. */
export const talk = ({ page }: Person, text: string) =>
  page.getByRole('navigation', { name: 'Conversations' }).getByRole('button').filter({ hasText: text })

export const isConnected = ({ page }: Person) => page.getByRole('status').getByText('Connected').waitFor()

type Box = ReturnType<Page['locator']>

/** Pixels an element is scrolled by, and those that are left. */
export const scrolled = (box: Box) => box.evaluate(({ scrollTop }) => scrollTop)
export const belowEdge = (box: Box) =>
  box.evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)
