import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let orderId: string
let orderNumber: string
// signing in, installing the worker with every file and four cold starts, also where the machine is busy
const patience = 240_000
let app: Awaited<ReturnType<typeof appThatGoesAway>>

/** The app at an address that can be taken away: a browser's "offline" does not reach its service worker. */
async function appThatGoesAway(to: string) {
  const target = new URL(to)
  const server: Server = createServer((asked, answer) => {
    const { host: _, ...headers } = asked.headers
    const passed = request(
      { host: target.hostname, port: target.port, path: asked.url, method: asked.method, headers },
      (got) => {
        answer.writeHead(got.statusCode ?? 502, got.headers)
        got.pipe(answer)
      },
    )
    passed.on('error', () => answer.destroy())
    asked.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async goAway() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
    comeBack: () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve)),
  }
}

beforeAll(async () => {
  stage = await openStage()
  app = await appThatGoesAway(stage.appUrl)
  ada = await stage.actor('Ada', 'customer', { baseURL: app.url })
  ada.context.setDefaultTimeout(60_000)
  const sam = await stage.actor('Sam', 'partner', { baseURL: app.url })
  const order = await stage.placeOrder(ada)
  orderId = order.id
  orderNumber = String(order.number)
  await sam.supabase.rpc('accept_order', { order_id: orderId })
  const { rows } = await stage.sql.query('select id from public.rooms where order_id = $1', [orderId])
  const { error } = await sam.supabase.rpc('send_message', {
    room_id: rows[0].id,
    client_id: crypto.randomUUID(),
    body: 'I ring twice at the blue door',
  })
  if (error) throw error
}, patience)
afterAll(async () => {
  await stage?.close()
  await app?.goAway().catch(() => undefined)
})

/** What the device has of Ada, by the beginning of its keys. */
const kept = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const opening = indexedDB.open('orderline-kept')
        opening.onerror = () => resolve([])
        opening.onsuccess = () => {
          const db = opening.result
          if (!db.objectStoreNames.contains('queries')) return resolve([])
          const asked = db.transaction('queries').objectStore('queries').getAllKeys()
          asked.onsuccess = () => {
            db.close()
            resolve(asked.result.map(String))
          }
        }
      }),
  )
const keeps = async (...parts: string[]) => {
  for (const part of parts)
    await expect
      .poll(async () => (await kept(ada.page)).some((key) => key.includes(part)), { timeout: 30_000 })
      .toBe(true)
}

const said = (page: Page, words: string) =>
  page.getByRole('log', { name: 'Messages' }).getByText(words, { exact: true })

/** A page opened anew without any network, as an app is from the home screen in a tunnel. */
async function coldStart(path: string): Promise<Page> {
  const page = await ada.context.newPage()
  await page.goto(app.url + path)
  await page.getByText(/^You are offline/).waitFor()
  return page
}

test(
  'Ada, who looked at her order, her conversation and her notifications, has them on her device',
  async () => {
    const { page } = ada
    await stage.signIn(ada)
    await page.getByRole('link', { name: new RegExp(orderNumber) }).waitFor()
    await keeps('["orders","open"]', '["profile"')
    await page.goto(`/orders/${orderId}/chat`)
    await said(page, 'I ring twice at the blue door').waitFor()
    await keeps(`["orders","one","${orderId}"]`, '["rooms"]', '["room-log"')
    await page.goto('/notifications')
    await page.getByRole('main').getByText(new RegExp(orderNumber)).first().waitFor()
    await keeps('["notifications","list"', '["notifications","unread"]')
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  },
  patience,
)

test(
  'without a network, and with a token that has run out, the app opens and shows them',
  async () => {
    const { page, context } = ada
    await page.evaluate(() => {
      const key = 'orderline:session'
      const session = JSON.parse(localStorage.getItem(key) ?? '{}')
      localStorage.setItem(
        key,
        JSON.stringify({ ...session, expires_at: Math.floor(Date.now() / 1000) - 60 }),
      )
    })
    await page.goto('about:blank')
    await app.goAway()
    await context.setOffline(true)
    const orders = await coldStart('/orders')
    await orders.getByRole('link', { name: new RegExp(orderNumber) }).waitFor()
    await orders.close()
    const chat = await coldStart(`/orders/${orderId}/chat`)
    await said(chat, 'I ring twice at the blue door').waitFor()
    await chat.close()
    const inbox = await coldStart('/notifications')
    await inbox.getByRole('main').getByText(new RegExp(orderNumber)).first().waitFor()
    await inbox.close()
  },
  patience,
)

test(
  'what Ada writes in that page is sent once the network is back, and she is still signed in',
  async () => {
    const { context } = ada
    const chat = await coldStart(`/orders/${orderId}/chat`)
    await chat.getByRole('textbox', { name: 'Message' }).fill('Written in a tunnel')
    await chat.getByRole('button', { name: 'Send', exact: true }).click()
    await said(chat, 'Written in a tunnel').waitFor()
    await app.comeBack()
    await context.setOffline(false)
    await expect
      .poll(
        async () =>
          (
            await stage.sql.query(
              `select count(*)::int as n from public.messages where body = 'Written in a tunnel'`,
            )
          ).rows[0].n,
        { timeout: 45_000 },
      )
      .toBe(1)
    await chat.reload()
    await said(chat, 'Written in a tunnel').waitFor()
    await chat.close()
  },
  patience,
)

test(
  'after Ada signs out the device has nothing of hers, with or without a network',
  async () => {
    const { page, context } = ada
    await page.goto('/orders')
    await page
      .getByRole('button', { name: /account|Ada/i })
      .first()
      .click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    await expect.poll(() => kept(page), { timeout: 30_000 }).toEqual([])
    await app.goAway()
    await context.setOffline(true)
    await page.goto('/orders')
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    expect(await page.getByText(orderNumber).count()).toBe(0)
  },
  patience,
)

test(
  'the device of Grace, who is staff, keeps nothing of the people she looks at',
  async () => {
    await app.comeBack()
    const grace = await stage.actor('Grace', 'staff', { baseURL: app.url })
    grace.context.setDefaultTimeout(60_000)
    await stage.signIn(grace)
    await grace.page.goto(`/orders/${orderId}/chat`)
    await grace.page.getByRole('heading', { name: orderNumber }).waitFor()
    // a page that is put away writes at once what it keeps
    await grace.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await grace.page.waitForTimeout(2_000)
    expect(await kept(grace.page)).toEqual([])
  },
  patience,
)
