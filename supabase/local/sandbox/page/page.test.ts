import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import webpush from 'web-push'
import { launchChromium } from '../../../../web/tests/chromium.ts'
import { type Box, openBox, until } from '../testing.ts'

const appUrl = 'http://127.0.0.1:5173'
const people = [{ name: 'Ada', phone: '+447700900001', email: 'ada@example.com' }]
const keys = webpush.generateVAPIDKeys()

let browser: Browser
let box: Box
let context: BrowserContext
let page: Page
let complaints: string[]
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())
beforeEach(async () => {
  box = await openBox({ people, appUrl })
  context = await browser.newContext()
  page = await context.newPage()
  complaints = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    if (!request.url().startsWith(box.url)) complaints.push(`asked for ${request.url()}`)
  })
  await page.goto(box.url)
  await page.getByText('Live', { exact: true }).waitFor()
})
afterEach(async () => {
  await context.close()
  await box.stop()
})

async function push(payload: unknown, name = "Ada's phone") {
  const device = (await (await box.post('/push/devices', { name })).json()) as webpush.PushSubscription
  const vapidDetails = { subject: 'mailto:ops@orderline.test', ...keys }
  const options = { vapidDetails, TTL: 60, contentEncoding: 'aes128gcm' } as const
  const { headers, body } = webpush.generateRequestDetails(device, JSON.stringify(payload), options)
  const sent = Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, String(v)]))
  expect(
    (await fetch(device.endpoint, { method: 'POST', headers: sent, body: body as unknown as Buffer })).status,
  ).toBe(201)
}
const sms = (body: string) => box.client.messages.create({ to: '+447700900001', from: '+15005550006', body })
const ada = () => page.getByRole('region', { name: 'Ada' })

test('a push appears on the lock screen of its person by itself and leads to the app', async () => {
  await push({
    web_push: 8030,
    notification: { title: 'On its way', body: 'Arrives 14:05', navigate: '/orders/1' },
  })
  const banner = ada().getByRole('list', { name: 'Notifications' }).getByRole('link')
  await banner.waitFor()
  expect(await banner.textContent()).toMatch(/Ada's phone[\s\S]*On its way[\s\S]*Arrives 14:05/)
  expect(await banner.getAttribute('href')).toBe(`${appUrl}/orders/1`)
  expect(complaints).toEqual([])
})

test('whatever was sent is shown as text and never as markup or script', async () => {
  const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
  await push(
    {
      notification: {
        title: evil,
        body: evil,
        navigate: 'javascript:document.title=3',
        actions: [{ title: evil }],
      },
    },
    evil,
  )
  await sms(`${evil} javascript:alert(1)`)
  await box.post('/sms/inbound', { from: '+447700900001', body: evil })
  await page.getByRole('heading', { name: evil }).waitFor()
  await ada()
    .getByRole('tab', { name: /Messages 2/ })
    .click()
  await ada().getByRole('list', { name: 'SMS' }).getByText('javascript:alert(1)').waitFor()
  expect(await page.locator('main img, main script, a[href^="javascript"]').count()).toBe(0)
  expect(await page.title()).toBe('Sandbox · Orderline')
  expect(complaints).toEqual([])
})

test('what is typed on a phone is sent, and STOP shows that later messages are refused', async () => {
  await ada().getByRole('tab', { name: 'Messages' }).click()
  await ada().getByLabel('Write as +447700900001').fill('Where is it?')
  await ada().getByRole('button', { name: 'Send' }).click()
  await ada().getByRole('list', { name: 'SMS' }).getByText('Where is it?').waitFor()
  await ada().getByRole('button', { name: 'STOP' }).click()
  await ada().getByText('Has sent STOP: refused with 21610').waitFor()
  await expect(sms('x')).rejects.toMatchObject({ code: 21610 })
  await ada().getByText('Attempt to send to unsubscribed recipient').first().waitFor()
})

test('a switch makes the next one fail and goes off by itself', async () => {
  const fail = ada().getByRole('switch', { name: 'Fail the next one' })
  await fail.click()
  await until('it is on', async () => (await fail.getAttribute('aria-checked')) === 'true')
  await sms('lost')
  await ada().getByText('undelivered 30003').waitFor()
  await until('it is off', async () => (await fail.getAttribute('aria-checked')) === 'false')
  await ada()
    .getByRole('tab', { name: /Messages/ })
    .click()
  await ada().getByText('Never arrived (30003): lost').waitFor()
})

test('a mail is shown with its own styles, and its scripts do not run', async () => {
  const html =
    '<h1 style="color:rgb(1,2,3)">Receipt</h1><script>parent.document.title=1;document.body.remove()</script>'
  const mail = { from: 'a@b.test', to: 'ada@example.com', subject: 'Your receipt', html }
  await box.post('/mail/emails', mail, { authorization: 'Bearer k' })
  await ada().getByRole('tab', { name: 'Mail 1' }).click()
  const heading = ada().frameLocator('iframe').getByRole('heading', { name: 'Receipt' })
  await heading.waitFor()
  expect(await heading.evaluate('getComputedStyle(document.querySelector("h1")).color')).toBe('rgb(1, 2, 3)')
  expect(await page.title()).toBe('Sandbox · Orderline')
})

test('hundreds of phones do not stall the page, and any one is found', async () => {
  const message = (n: number) =>
    box.post('/sms/inbound', { from: `+4477009${String(10_000 + n)}`, body: `hello ${n}` })
  for (let n = 0; n < 400; n += 50) await Promise.all(Array.from({ length: 50 }, (_, i) => message(n + i)))
  await page.getByRole('button', { name: 'Show more phones' }).waitFor()
  expect(await page.locator('.place').count()).toBe(24)
  await page.getByLabel('Find a phone').fill('10123')
  await until('it is found', async () => (await page.locator('.place').count()) === 1)
  expect(await page.getByRole('heading', { level: 2 }).textContent()).toBe('+447700910123')
})

test.each(['light', 'dark'] as const)(
  'people who cannot see or point can use it, in the %s',
  async (colorScheme) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await push({ notification: { title: 'On its way', body: 'Arrives 14:05', navigate: '/orders/1' } })
    await sms('hello')
    await ada().getByRole('tab', { name: 'Messages 1' }).click()
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    }
  },
)
