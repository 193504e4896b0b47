import { type Browser, describeWithChromium, startChromium } from '@im-callback/test-servers'

describeWithChromium('startChromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await startChromium()
  }, 60_000)
  afterAll(() => browser?.close())

  it('runs scripts, and keeps contexts apart', async () => {
    const [one, other] = [await browser.newContext(), await browser.newContext()]
    for (const context of [one, other]) {
      await context.route('http://example.test/', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: '<script>document.title = localStorage.seen ?? "new"; localStorage.seen = "seen"</script>',
        }),
      )
    }
    const [first, again, elsewhere] = [await one.newPage(), await one.newPage(), await other.newPage()]
    for (const page of [first, again, elsewhere]) await page.goto('http://example.test/')
    expect(await Promise.all([first, again, elsewhere].map((page) => page.title()))).toEqual([
      'new',
      'seen',
      'new',
    ])
  }, 60_000)
})
