import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, describeWithChromium, startChromium } from '@im-callback/test-servers'
import { build, type Example, start } from './support/example.js'
import {
  arrive,
  belowEdge,
  isConnected,
  message,
  type Person,
  scrolled,
  talk,
  ticked,
  write,
} from './support/people.js'

jest.setTimeout(120_000)

describeWithChromium('the customer window and the support desk', () => {
  let browser: Browser
  let folder: string
  let example: Example
  const people: Person[] = []

  const come = async (url: string, options?: Parameters<typeof arrive>[2]) => {
    const person = await arrive(browser, url, options)
    people.push(person)
    return person
  }
  const customer = (options?: Parameters<typeof arrive>[2]) => come(example.nodes[0]?.customer ?? '', options)
  const support = async () => {
    const desk = await come(example.nodes[0]?.support ?? '')
    await isConnected(desk)
    return desk
  }

  beforeAll(async () => {
    build()
    browser = await startChromium()
  }, 300_000)
  afterAll(() => browser?.close())

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'im-callback-'))
    example = await start('main', { IM_DATA: folder })
  })
  afterEach(async () => {
    await Promise.all(people.splice(0).map(({ page }) => page.context().close()))
    await example.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })

  it('carries messages both ways, with ticks for stored, delivered and read', async () => {
    const anna = await customer()
    await write(anna, 'Is it still there?')
    await ticked(anna, 'Is it still there?', 'Sent')
    const desk = await support()
    await ticked(anna, 'Is it still there?', 'Delivered')
    await talk(desk, 'Is it still there?').click()
    await ticked(anna, 'Is it still there?', 'Read')
    await write(desk, 'It is. In green, too.')
    await message(anna, 'It is. In green, too.').waitFor()
    await ticked(desk, 'It is. In green, too.', 'Read')
    expect([...anna.complaints, ...desk.complaints]).toEqual([])
  })

  it('counts what is unread, for each conversation and in the title, and after a reload', async () => {
    const [anna, ben, desk] = [await customer(), await customer(), await support()]
    await write(anna, 'from Anna')
    await write(ben, 'from Ben, one')
    await write(ben, 'from Ben, two')
    const badge = (text: string, count: string) => talk(desk, text).getByLabel(count).waitFor()
    await badge('from Anna', '1 unread message')
    await badge('from Ben, two', '2 unread messages')
    expect(await desk.page.title()).toBe('(3) Support desk')
    await talk(desk, 'from Ben, two').click()
    await ticked(ben, 'from Ben, two', 'Read')
    expect(await desk.page.title()).toBe('(1) Support desk')
    await desk.page.reload()
    await badge('from Anna', '1 unread message')
    await desk.page.waitForFunction("document.title === '(1) Support desk'")
    expect(await talk(desk, 'from Ben, two').getByLabel('unread').count()).toBe(0)
  })

  it('has the history and its ticks again after a reload, on both sides', async () => {
    const anna = await customer()
    await write(anna, 'first')
    const desk = await support()
    await talk(desk, 'first').click()
    await write(desk, 'second')
    await message(anna, 'second').waitFor()
    await ticked(anna, 'first', 'Read')
    await ticked(desk, 'second', 'Read')
    for (const { page } of [anna, desk]) await page.reload()
    await message(anna, 'second').waitFor()
    await ticked(anna, 'first', 'Read')
    await talk(desk, 'second').click()
    await ticked(desk, 'second', 'Read')
    const texts = await anna.page.getByRole('log').locator('.text').allTextContents()
    expect(texts).toEqual(['first', 'second'])
  })

  it('shows markup as the text it is', async () => {
    const attacks = [
      '<img src=x onerror="alert(1)">',
      '<script>alert(2)</script>',
      '"><svg onload=alert(3)>',
      '<a href="javascript:alert(4)">a</a>',
    ]
    const [anna, desk] = [await customer(), await support()]
    for (const attack of attacks) await write(anna, attack)
    await talk(desk, attacks[3] ?? '').click()
    await message(desk, attacks[3] ?? '').waitFor()
    for (const { page } of [anna, desk]) {
      expect(await page.getByRole('log').locator('.text').allTextContents()).toEqual(attacks)
      expect(await page.locator('main').locator('img, script, svg, [onerror], [onload]').count()).toBe(0)
    }
    expect([...anna.complaints, ...desk.complaints]).toEqual([])
  })

  it('would not run a script even if it got into the page', async () => {
    const anna = await customer()
    await isConnected(anna)
    await expect(anna.page.evaluate("document.body.innerHTML = '<b>text</b>'")).rejects.toThrow('TrustedHTML')
    await expect(anna.page.evaluate("fetch('https://example.com/')")).rejects.toThrow('Failed to fetch')
    expect(anna.complaints.join()).toContain('Content Security Policy')
  })

  it('says that a message was refused, and masks what is masked', async () => {
    const [anna, desk] = [await customer(), await support()]
    await write(anna, 'see you at the casino')
    await ticked(anna, 'see you at the casino', 'Not sent: refused')
    await write(anna, 'damn, wrong shop')
    await message(anna, '****, wrong shop').waitFor()
    await talk(desk, '****, wrong shop').click()
    await message(desk, '****, wrong shop').waitFor()
    expect(await message(desk, 'casino').count()).toBe(0)
  })

  it('comes back when the gateway was killed and started again, with what was written meanwhile', async () => {
    const [anna, desk] = [await customer(), await support()]
    await write(anna, 'before')
    await talk(desk, 'before').click()
    await ticked(anna, 'before', 'Read')
    await example.kill('SIGKILL')
    await anna.page.getByText('Connecting…').waitFor()
    await write(anna, 'meanwhile')
    await message(anna, 'meanwhile').getByText('Waiting for the connection').waitFor({ state: 'attached' })
    const [node] = example.nodes
    example = await start('main', {
      IM_DATA: folder,
      PORT: new URL(node?.customer ?? '').port,
    })
    await isConnected(anna)
    await message(desk, 'meanwhile').waitFor()
    await ticked(anna, 'meanwhile', 'Read')
    await write(desk, 'after')
    await message(anna, 'after').waitFor()
    const texts = await anna.page.getByRole('log').locator('.text').allTextContents()
    expect(texts).toEqual(['before', 'meanwhile', 'after'])
  })

  it('sends what had no ACK when the page was closed, once', async () => {
    const [anna, desk] = [await customer(), await support()]
    await isConnected(anna)
    await example.kill('SIGKILL')
    await anna.page.getByText('Connecting…').waitFor()
    await write(anna, 'written in vain?')
    await message(anna, 'written in vain?').waitFor()
    const [node] = example.nodes
    example = await start('main', {
      IM_DATA: folder,
      PORT: new URL(node?.customer ?? '').port,
    })
    await anna.page.reload()
    await talk(desk, 'written in vain?').click()
    await ticked(anna, 'written in vain?', 'Read')
    await anna.page.reload()
    await ticked(anna, 'written in vain?', 'Read')
    expect(await message(desk, 'written in vain?').count()).toBe(1)
  })

  it('leaves a customer with the same seller after a restart', async () => {
    await example.kill('SIGTERM')
    const environment = { IM_DATA: folder, IM_SELLERS: '201,202' }
    example = await start('main', environment)
    const { customer: window = '', support: desk = '' } = example.nodes[0] ?? {}
    const first = await come(desk)
    const second = await come(desk.replace('#', '?seller=202#'))
    const talksOf = async ({ page }: Person) =>
      (await page.locator('.talk').locator('.preview').allTextContents()).sort()
    // As many as it takes until both have someone: who gets whom is left to chance.
    const customers: Person[] = []
    while ((await talksOf(first)).length === 0 || (await talksOf(second)).length === 0) {
      const person = await come(window)
      await write(person, `customer ${customers.length}`)
      await ticked(person, `customer ${customers.length}`, 'Delivered')
      customers.push(person)
    }
    const before = [await talksOf(first), await talksOf(second)]
    await example.kill('SIGTERM')
    example = await start('main', { ...environment, PORT: new URL(window).port })
    // The other way round: who writes first is nobody's first customer again.
    for (const [number, person] of [...customers.entries()].reverse()) {
      await isConnected(person)
      await write(person, `customer ${number}, again`)
      await ticked(person, `customer ${number}, again`, 'Delivered')
    }
    expect([await talksOf(first), await talksOf(second)]).toEqual(
      before.map((texts) => texts.map((text) => `${text}, again`)),
    )
  })

  it('says that there is no such seller, or no such code, with the cursor where it is typed', async () => {
    const { support = '' } = example.nodes[0] ?? {}
    const { page } = await come(support.replace('#', '?seller=999#'))
    await page.getByRole('alert').getByText('There is no seller 999, or that is not the code.').waitFor()
    expect(await page.locator('input:focus').count()).toBe(1)
  })

  it('keeps the newest message in view when a keyboard or a long draft takes the space', async () => {
    const anna = await customer({ viewport: { width: 390, height: 844 } })
    const desk = await support()
    for (let number = 0; number < 15; number++) await write(anna, `message ${number}`)
    await talk(desk, 'message 14').click()
    await ticked(anna, 'message 14', 'Read')
    const log = anna.page.getByRole('log')
    const last = async (text: string) => {
      await message(anna, text).waitFor()
      while ((await belowEdge(log)) > 1);
    }
    await last('message 14')
    await anna.page.setViewportSize({ width: 390, height: 500 })
    await last('message 14')
    await anna.page.getByRole('textbox').fill('a\nlong\ndraft\nof\nmany\nlines')
    await write(desk, 'an answer meanwhile')
    await last('an answer meanwhile')
    // Who reads what was before is left there.
    await log.focus()
    await anna.page.keyboard.press('Home')
    while ((await scrolled(log)) > 0);
    await anna.page.setViewportSize({ width: 390, height: 600 })
    await write(desk, 'one more')
    await message(anna, 'one more').waitFor()
    expect(await scrolled(log)).toBe(0)
  })

  it('gives what is written all the room it needs: nothing of it is cut off', async () => {
    const anna = await customer()
    for (const text of ['one line', 'one\ntwo\nthree']) {
      const field = anna.page.getByRole('textbox')
      await field.fill(text)
      expect(await belowEdge(field)).toBe(0)
    }
  })

  it('opens the desk to the code alone', async () => {
    const { support } = example.nodes[0] ?? { support: '' }
    const stranger = await come(support.replace(/#.*/, '#wrong'))
    const { page } = stranger
    await page.getByRole('alert').getByText('That is not the code.').waitFor()
    await page.getByLabel('Code').fill(support.replace(/.*#/, ''))
    await page.getByRole('button', { name: 'Open' }).click()
    await isConnected(stranger)
    expect(page.url()).not.toContain('#')
  })

  it('speaks Chinese to browsers that do, and to who asks for it', async () => {
    const { page } = await customer({ locale: 'zh-CN' })
    await page.getByText('已连接').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByText('Connected', { exact: true }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  })

  it('fits a phone: list and conversation one at a time, nothing beyond the edge', async () => {
    const anna = await customer({ viewport: { width: 360, height: 640 } })
    await write(anna, 'w'.repeat(200))
    const desk = await support()
    await desk.page.setViewportSize({ width: 360, height: 640 })
    const row = talk(desk, 'www')
    await row.click()
    await message(desk, 'www').waitFor()
    expect(await row.isVisible()).toBe(false)
    for (const { page } of [anna, desk]) {
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    }
    await desk.page.getByRole('button', { name: 'Back to the conversations' }).click()
    expect(await row.isVisible()).toBe(true)
    expect(await desk.page.locator('.talk:focus').count()).toBe(1)
  })
})
