import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, openStage, type Stage } from './stage.ts'

// a computer that is busy with everything else answers late, never wrongly
const patience = { timeout: 30_000 }
const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'
let stage: Stage
let app: Awaited<ReturnType<typeof appInBuilds>>
let sam: Actor

/** The app as its host serves it, of which another build can be put up while people use it. */
async function appInBuilds(to: string) {
  const target = new URL(to)
  let build = 'one'
  const server: Server = createServer((asked, answer) => {
    // uncompressed, so that the build can be written into it
    const { host: _, 'accept-encoding': __, ...headers } = asked.headers
    const passed = request(
      { host: target.hostname, port: target.port, path: asked.url, method: asked.method, headers },
      async (got) => {
        const isPage = got.headers['content-type']?.includes('text/html')
        if (!isPage && asked.url !== '/sw.js') {
          answer.writeHead(got.statusCode ?? 502, got.headers)
          got.pipe(answer)
          return
        }
        const whole = await text(got)
        const { 'content-length': ___, etag: ____, ...rest } = got.headers
        answer.writeHead(got.statusCode ?? 502, rest)
        answer.end(
          isPage
            ? whole.replace('<head>', `<head><meta name="build" content="${build}">`)
            : `${whole}\n// ${build}`,
        )
      },
    )
    passed.on('error', () => answer.destroy())
    asked.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    putUp: (next: string) => {
      build = next
    },
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function customer(name: string, options: BrowserContextOptions = {}) {
  const made = await stage.actor(name, 'customer', { baseURL: app.url, ...options })
  const order = await stage.placeOrder(made)
  await sam.supabase.rpc('accept_order', { order_id: order.id })
  return { ...made, order }
}

beforeAll(async () => {
  stage = await openStage()
  app = await appInBuilds(stage.appUrl)
  sam = await stage.actor('Sam', 'partner')
}, 60_000)
afterAll(async () => {
  await stage?.close()
  await app?.close()
})

const buildOf = (page: Page) => page.locator('meta[name="build"]').getAttribute('content')
const bar = (page: Page) => page.getByText('A new version is ready.')
/** What the browser does by itself when a page is opened, and a page that stays open does once an hour. */
const lookForUpdate = (page: Page) =>
  page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))

test('a new build waits until Ada says so, and nothing she typed is lost', async () => {
  const ada = await customer('Ada')
  const { page } = ada
  await stage.signIn(ada)
  await page.goto(`/orders/${ada.order.id}/chat`)
  const box = page.getByRole('textbox', { name: 'Message' })
  await box.fill('Half a sentence')
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, patience)
  expect(await bar(page).count(), 'the first build of all takes over by itself').toBe(0)
  const second = await ada.context.newPage()
  await second.goto('/orders')
  await second.getByRole('button', { name: /^Notifications/ }).waitFor(patience)

  app.putUp('two')
  await lookForUpdate(page)
  await bar(page).waitFor(patience)
  await bar(second).waitFor(patience)
  expect(await buildOf(page), 'no page changes under her').toBe('one')
  expect(await box.inputValue()).toBe('Half a sentence')

  await page.getByRole('button', { name: 'Update now' }).click()
  await expect.poll(() => buildOf(page).catch(() => null), patience).toBe('two')
  await expect.poll(() => box.inputValue(), patience).toBe('Half a sentence')
  expect(await bar(page).count()).toBe(0)

  // the other page goes on as it was, until she presses there
  expect(await buildOf(second)).toBe('one')
  await second.getByRole('button', { name: 'Update now' }).click()
  await expect.poll(() => buildOf(second).catch(() => null), patience).toBe('two')
  expect(ada.complaints).toEqual([])
})

/** Chromium speaks so when it thinks that an app may be installed, which it never does without a screen. */
const offer = (page: Page) =>
  page.evaluate(() => {
    const held = window as unknown as { asked: number }
    held.asked = 0
    const event = new Event('beforeinstallprompt', { cancelable: true })
    const prompt = async () => {
      held.asked += 1
      return { outcome: 'dismissed' }
    }
    window.dispatchEvent(Object.assign(event, { prompt }))
    return event.defaultPrevented
  })

test('with an order under way Bea is offered the home screen, and "no" is an answer for a long time', async () => {
  const bea = await customer('Bea')
  const { page } = bea
  await stage.signIn(bea)
  await page.getByRole('link', { name: new RegExp(bea.order.number) }).waitFor(patience)
  const card = page.getByRole('complementary', { name: 'Keep your orders one tap away' })
  expect(await card.count(), 'nothing is offered that the browser cannot do').toBe(0)
  expect(await offer(page), "the browser's own bar does not come").toBe(true)
  await card.getByRole('button', { name: 'Install', exact: true }).click(patience)
  expect(await page.evaluate(() => (window as unknown as { asked: number }).asked)).toBe(1)
  await card.waitFor({ state: 'detached', ...patience })
  await page.reload()
  await page.getByRole('link', { name: new RegExp(bea.order.number) }).waitFor(patience)
  await offer(page)
  expect(await card.count(), 'she is not asked again').toBe(0)
  // the way back
  await page
    .getByRole('button', { name: /account|Bea/i })
    .first()
    .click()
  await page.getByRole('link', { name: 'Settings' }).click()
  const section = page.getByRole('region', { name: 'This app' })
  await section.getByRole('button', { name: 'Install', exact: true }).waitFor(patience)
  expect(bea.complaints).toEqual([])
})

test('on an iPhone Cleo is told the two steps, since no page may do it there', async () => {
  const cleo = await customer('Cleo', { userAgent: iPhone, hasTouch: true, isMobile: true })
  const { page } = cleo
  await stage.signIn(cleo)
  const card = page.getByRole('complementary', { name: 'Keep your orders one tap away' })
  await card.getByText('Tap Share in the bar of the browser').waitFor(patience)
  await card.getByText('Choose “Add to Home Screen”').waitFor()
  expect(await card.getByRole('button', { name: 'Install', exact: true }).count()).toBe(0)
  await card.getByRole('button', { name: 'Not now' }).click()
  await card.waitFor({ state: 'detached', ...patience })
  await page.goto('/settings#app')
  const section = page.getByRole('region', { name: 'This app' })
  await section.getByText('Tap Share in the bar of the browser').waitFor(patience)
  await page.goto('/orders')
  await page.getByRole('link', { name: new RegExp(cleo.order.number) }).waitFor(patience)
  expect(await card.count()).toBe(0)
  expect(cleo.complaints).toEqual([])
})
