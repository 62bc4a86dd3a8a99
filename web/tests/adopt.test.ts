import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type PreviewServer, preview } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

// a host's own app with Orderline in it: built as its company would, and served from an origin of its own
const configFile = fileURLToPath(new URL('../example/vite.config.ts', import.meta.url))

let stage: Stage
let ada: Actor
let sam: Actor
let server: PreviewServer
let folder: string
let shopUrl: string
let order: Awaited<ReturnType<Stage['placeOrder']>>

async function openShop() {
  folder = mkdtempSync(join(tmpdir(), 'orderline-shop-'))
  const settings = {
    VITE_SUPABASE_URL: process.env.SUPABASE_URL,
    VITE_SUPABASE_PUBLISHABLE_KEY: process.env.SUPABASE_PUBLISHABLE_KEY,
    VITE_VAPID_PUBLIC_KEY: 'the-shop-sends-no-push',
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name}='${value}'\n`)
  writeFileSync(join(folder, '.env'), lines.join(''))
  const common = { configFile, envDir: folder, logLevel: 'warn' } as const
  const outDir = join(folder, 'dist')
  await build({ ...common, build: { outDir, emptyOutDir: true } })
  server = await preview({
    ...common,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, open: false },
  })
  shopUrl = server.resolvedUrls?.local[0] ?? ''
}

beforeAll(async () => {
  stage = await openStage()
  await openShop()
  ada = await stage.actor('Ada', 'customer', { baseURL: shopUrl, viewport: { width: 1280, height: 900 } })
  ada.page.setDefaultTimeout(90_000)
  sam = await stage.actor('Sam', 'partner')
  order = await stage.placeOrder(ada)
  await sam.supabase.rpc('accept_order', { order_id: order.id })
}, 180_000)
afterAll(async () => {
  await stage?.close()
  await server?.close()
  rmSync(folder, { recursive: true, force: true })
})

// a whole app is built first, and loaded by nobody before
const slow = { timeout: 180_000 }
const bell = () => ada.page.getByRole('button', { name: /^Notifications/ })
const hash = () => new URL(ada.page.url()).hash

test(
  'Ada signs in by the form of the shop, and bell and inbox are there with what happened to her order',
  slow,
  async () => {
    await ada.page.goto(shopUrl, { waitUntil: 'commit' })
    await ada.page.getByLabel('Your email').fill(ada.email)
    expect(await bell().count()).toBe(0)
    await ada.page.getByLabel('Your password').fill('correct horse battery')
    await ada.page.getByRole('button', { name: 'Enter' }).click()
    await ada.page.getByRole('button', { name: 'Notifications, 2 unread' }).waitFor()
    await ada.page.getByRole('heading', { name: 'Notifications', level: 1 }).waitFor()
  },
)

test('a press on a notification leads to the address that the shop has for this order', slow, async () => {
  await bell().click()
  const latest = ada.page.getByRole('dialog', { name: 'Notifications' }).getByRole('link')
  const toOrder = latest.and(ada.page.locator('[data-open]')).first()
  expect(await toOrder.getAttribute('href')).toBe(`#order=${order.id}`)
  await toOrder.click()
  await expect.poll(hash).toBe(`#order=${order.id}`)
  await ada.page.getByRole('heading', { name: 'Accepted' }).waitFor()
})

test('the tracker shows where Sam is, and each of his steps, without a reload', slow, async () => {
  await sam.supabase.rpc('start_sharing', { order_id: order.id, consent_version: 'test' })
  const point = { client_id: crypto.randomUUID(), recorded_at: new Date().toISOString() }
  await sam.supabase.rpc('ingest_locations', {
    order_id: order.id,
    points: [{ ...point, lat: 45.2741, lng: 13.7148, accuracy_m: 8 }],
  })
  const marker = ada.page.getByRole('img', { name: "Sam's position" })
  await expect.poll(() => marker.getAttribute('data-lat').catch(() => null)).toMatch(/^45\.274/)
  await sam.supabase.rpc('advance_order', { order_id: order.id, to_status: 'picked_up' })
  await ada.page.getByRole('heading', { name: 'Picked up' }).waitFor()
  await ada.page.getByRole('button', { name: /^Notifications, \d unread/ }).waitFor()
})

test('Ada and Sam talk in the chat of the shop', slow, async () => {
  await ada.page.getByRole('textbox', { name: 'Message' }).fill('Please ring twice.')
  await ada.page.keyboard.press('Enter')
  const { data: room } = await sam.supabase.from('rooms').select('id').eq('order_id', order.id).single()
  const heard = async () =>
    (
      await sam.supabase
        .from('messages')
        .select('body')
        .eq('room_id', room?.id ?? '')
    ).data?.map(({ body }) => body)
  await expect.poll(heard).toContain('Please ring twice.')
  await sam.supabase.rpc('send_message', {
    room_id: room?.id ?? '',
    client_id: crypto.randomUUID(),
    body: 'I will, in five minutes.',
  })
  await ada.page.getByText('I will, in five minutes.', { exact: true }).waitFor()
})

test('what a search in the chat found is shown without leaving the page of the shop', slow, async () => {
  await ada.page.getByRole('button', { name: 'Conversation menu' }).click()
  await ada.page.getByRole('button', { name: 'Search in this conversation' }).click()
  await ada.page.getByRole('searchbox', { name: 'Search messages' }).fill('twice')
  await ada.page.getByRole('dialog').getByRole('link').first().click()
  await ada.page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(hash()).toBe(`#order=${order.id}`)
  await ada.page.getByText('Please ring twice.').first().waitFor()
})

test("the shop keeps its own look, and axe finds nothing in it or in Orderline's parts", slow, async () => {
  const family = await ada.page
    .getByRole('heading', { name: 'Bright Pharmacy' })
    .evaluate((heading) => getComputedStyle(heading).fontFamily)
  expect(family).toContain('Georgia')
  await ada.page.bringToFront()
  expect(await axeFaults(ada.page)).toEqual([])
})

test('when Ada leaves, every part is gone, and the page complained of nothing', slow, async () => {
  expect(ada.complaints).toEqual([])
  await ada.page.getByRole('button', { name: 'Leave' }).click()
  await ada.page.getByLabel('Your email').waitFor()
  expect(await bell().count()).toBe(0)
  expect(await ada.page.getByRole('region', { name: 'Map' }).count()).toBe(0)
  // what was asked a moment before is refused a moment after
  expect(ada.complaints.filter((one) => !/status of 40[13]/.test(one))).toEqual([])
})
