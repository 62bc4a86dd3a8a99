import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillRoom } from './long-room.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

// a computer that is busy with everything else answers late, never wrongly
const patience = { timeout: 20_000 }
const count = 400
let stage: Stage
let ada: Actor
let page: Page
let orderId = ''

/** What the browser counts against the page: content that moved though nobody pressed anything (web.dev, CLS). A thousandth is a digit that grew. */
const watchShifts = `{
  window.shifted = []
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries())
      if (!hadRecentInput && value > 0.001) window.shifted.push(value.toFixed(4) + ' ' + sources.map(({ node }) => node?.textContent?.slice(0, 40)).join(' | '))
  }).observe({ type: 'layout-shift', buffered: true })
}`
const shifts = () => page.evaluate<string[]>('window.shifted')

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  const sam = await stage.actor('Sam', 'partner')
  orderId = (await stage.placeOrder(ada)).id
  await sam.supabase.rpc('accept_order', { order_id: orderId })
  const { rows } = await stage.sql.query('select id, last_seq from public.rooms where order_id = $1', [
    orderId,
  ])
  const room = { id: rows[0].id, lastSeq: Number(rows[0].last_seq) }
  await fillRoom(stage.sql, room, { reader: ada.id, other: sam.id, count })
  await stage.sql.query(
    'update public.room_members set last_read_seq = $2, last_delivered_seq = $2, shown_read_seq = $2 where room_id = $1',
    [room.id, room.lastSeq + count],
  )
  await stage.signIn(ada)
  page = ada.page
  await page.addInitScript({ content: watchShifts })
})
afterAll(() => stage?.close())

test('an order that Ada opens again stands still while what is new of it arrives', async () => {
  // the first visit leaves the order on the device, as nearly every visit finds it
  for (const _ of ['first', 'again']) {
    await page.goto(`/orders/${orderId}`)
    await page.getByTestId('arrival').waitFor(patience)
    await page.getByRole('link', { name: /^Message/ }).waitFor(patience)
    // the device keeps what was fetched a moment after it came
    await expect
      .poll(
        () =>
          page.evaluate(
            `indexedDB.databases().then((all) => all.some(({ name }) => name === 'orderline-kept'))`,
          ),
        patience,
      )
      .toBe(true)
  }
  expect(await shifts()).toEqual([])
})

test('reading back through messages that were never measured moves nothing but what she scrolls', async () => {
  await page.getByRole('link', { name: /^Message/ }).click()
  await page.getByText(`word ${count} `, { exact: false }).last().waitFor(patience)
  // by the hand of the page: a wheel would be taken for an answer to a press
  await page.evaluate(`(async () => {
    const box = document.querySelector('[role="log"]')
    for (let step = 0; step < 120; step++) {
      box.scrollTop -= 60
      await new Promise(requestAnimationFrame)
    }
  })()`)
  const first = page.getByRole('log').locator('[data-index]').first()
  await expect.poll(async () => Number(await first.getAttribute('data-index')), patience).toBeGreaterThan(0)
  expect(await shifts()).toEqual([])
})

test('the box one writes in grows with the words and shrinks again', async () => {
  const box = page.getByRole('textbox', { name: 'Message' })
  const height = async () => (await box.boundingBox())?.height ?? 0
  const one = await height()
  await box.fill('one\ntwo\nthree')
  await expect.poll(height, patience).toBeGreaterThan(one + 30)
  await box.fill('a line\n'.repeat(30))
  await expect.poll(height, patience).toBe(132)
  await box.fill('')
  await expect.poll(height, patience).toBe(one)
  expect(ada.complaints).toEqual([])
})
