import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor
let orderId: string
let number: string

const card = () => sam.page.getByRole('region', { name: 'Your location' })
const send = (lat: number) =>
  sam.supabase.rpc('ingest_locations', {
    order_id: orderId,
    points: [
      {
        client_id: crypto.randomUUID(),
        recorded_at: new Date().toISOString(),
        lat,
        lng: 13.71,
        accuracy_m: 5,
      },
    ],
  })

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
  const grace = await stage.actor('Grace', 'staff')
  const order = await stage.placeOrder(ada)
  orderId = order.id
  number = order.number
  await sam.supabase.rpc('accept_order', { order_id: orderId })
  await sam.supabase.rpc('start_sharing', { order_id: orderId, consent_version: 'test' })
  expect((await send(45.2741)).data).toMatchObject({ accepted: 1 })
  await grace.supabase.rpc('replay_trail', { order_id: orderId })
  await stage.signIn(sam)
})
afterAll(() => stage?.close())

test('Sam sees in his settings who replayed his trip, and that Ada has not looked', async () => {
  await sam.page.goto('/settings#location')
  await card().getByText('Grace').waitFor()
  expect(await card().getByRole('listitem').allTextContents()).toEqual([
    expect.stringContaining(`Replayed your trip · Order ${number}`),
  ])
})

test('when Ada has the order open, she stands there too', async () => {
  await stage.signIn(ada)
  await ada.page.goto(`/orders/${orderId}`)
  await ada.page.getByRole('img', { name: "Sam's position" }).waitFor({ timeout: 30_000 })
  await sam.page.reload()
  await card().getByText(`Followed you live · Order ${number}`).first().waitFor()
  expect(await card().getByRole('listitem').first().textContent()).toContain('Ada · Customer')
})

test('Sam downloads all that is kept of where he was', async () => {
  const [download] = await Promise.all([
    sam.page.waitForEvent('download', { timeout: 30_000 }),
    card().getByRole('button', { name: 'Download my data' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^orderline-location-\d{4}-\d\d-\d\d\.json$/)
  const kept = JSON.parse(await readFile(await download.path(), 'utf8'))
  expect(kept.orders).toHaveLength(1)
  expect(kept.orders[0]).toMatchObject({ number, positions: [{ lat: 45.2741, lng: 13.71 }] })
})

test('erasing asks first, and keeping it keeps everything', async () => {
  await card().getByRole('button', { name: 'Erase my data' }).click()
  const dialog = sam.page.getByRole('dialog', { name: 'Erase your location data?' })
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await dialog.waitFor({ state: 'detached' })
  const focused = () => sam.page.evaluate(() => document.activeElement?.textContent)
  await expect.poll(focused, { timeout: 15_000 }).toBe('Erase my data')
  expect(await card().getByRole('listitem').count()).toBe(2)
})

test('erased, the trip, the marker and the list are gone, and no position comes in behind it', async () => {
  await card().getByRole('button', { name: 'Erase my data' }).click()
  await sam.page.getByRole('dialog').getByRole('button', { name: 'Erase', exact: true }).click()
  await card()
    .getByText(/^Nobody\./)
    .waitFor({ timeout: 30_000 })
  await ada.page.getByRole('img', { name: "Sam's position" }).waitFor({ state: 'detached', timeout: 30_000 })
  const { rows } = await stage.sql.query('select from public.locations where partner_id = $1', [sam.id])
  expect(rows).toEqual([])
  expect((await send(45.2742)).error).toMatchObject({ hint: 'not_sharing' })
})

test('the card can be used by everybody', async () => {
  expect(sam.complaints).toEqual([])
  expect(await axeFaults(sam.page, { within: '#location' })).toEqual([])
})
