import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillRoom, flingLoad } from './long-room.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

const many = 10_000
let stage: Stage
let ada: Actor
let sam: Actor
let roomId: string
let orderId: string

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
  orderId = (await stage.placeOrder(ada)).id
  await sam.supabase.rpc('accept_order', { order_id: orderId })
  const { rows } = await stage.sql.query('select id, last_seq from public.rooms where order_id = $1', [
    orderId,
  ])
  roomId = rows[0].id
  const room = { id: roomId, lastSeq: Number(rows[0].last_seq) }
  await fillRoom(stage.sql, room, { reader: ada.id, other: sam.id, count: many })
  await stage.signIn(ada)
})
afterAll(() => stage?.close())

const log = ({ page }: Actor) => page.getByRole('log', { name: 'Messages' })
const word = (n: number) => log(ada).getByText(new RegExp(`^word ${n}\\b`))

/** The first message in view and where its upper edge stands, once that has been the same for some frames. */
const firstInView = () =>
  log(ada).evaluate(async (box) => {
    const look = () => {
      const top = box.getBoundingClientRect().top
      const row = [...box.querySelectorAll<HTMLElement>('[data-message]')].find(
        (one) => one.getBoundingClientRect().top >= top,
      )
      return { id: row?.dataset.message ?? '', at: (row?.getBoundingClientRect().top ?? 0) - top }
    }
    let seen = look()
    for (let still = 0; still < 5; ) {
      await new Promise((done) => requestAnimationFrame(done))
      const now = look()
      still = now.id === seen.id && now.at === seen.at ? still + 1 : 0
      seen = now
    }
    return seen
  })

/** Where a message stands now, from the upper edge of the view; null when it is not in the page. */
const placeOf = (id: string) =>
  log(ada).evaluate((box, wanted) => {
    const row = box.querySelector(`[data-message="${wanted}"]`)
    return row ? row.getBoundingClientRect().top - box.getBoundingClientRect().top : null
  }, id)

/** To the first message by the keyboard, page after page; counts what stands in the page meanwhile. */
const walkToTop = () =>
  log(ada).evaluate(async (box) => {
    const longTasks: number[] = []
    new PerformanceObserver((entries) => {
      for (const { duration } of entries.getEntries()) longTasks.push(duration)
    }).observe({ type: 'longtask' })
    let most = 0
    const begun = performance.now()
    while (!box.textContent?.includes('Order placed') && performance.now() - begun < 240_000) {
      box.scrollTop = Math.max(0, box.scrollTop - 1500)
      await new Promise((done) => requestAnimationFrame(done))
      most = Math.max(most, box.querySelectorAll('[data-index]').length)
    }
    const seconds = Math.round((performance.now() - begun) / 1000)
    return { most, seconds, longTasks: longTasks.length, longestMs: Math.max(0, ...longTasks) }
  })

test('a room of ten thousand opens at what Ada has not read, with few lines in the page', async () => {
  await ada.page.goto(`/orders/${orderId}/chat`)
  await log(ada).getByText('New', { exact: true }).waitFor({ timeout: 20_000 })
  await log(ada).press('End')
  await word(many).waitFor()
  expect(await log(ada).locator('[data-index]').count()).toBeLessThan(70)
})

test('she comes back to where she was reading', async () => {
  await log(ada).hover()
  await ada.page.mouse.wheel(0, -900)
  await ada.page.getByRole('button', { name: /newest/ }).waitFor()
  const before = await firstInView()
  await ada.page.getByRole('button', { name: 'Back', exact: true }).click()
  await log(ada).waitFor({ state: 'detached' })
  await ada.page.getByRole('link', { name: /^Message/ }).click()
  await log(ada).waitFor()
  await expect
    .poll(async () => Math.abs(((await placeOf(before.id)) ?? 9999) - before.at), { timeout: 15_000 })
    .toBeLessThanOrEqual(2)
})

test('what she reads moves as her wheel turns and by nothing else, while older messages load above it', async () => {
  await log(ada).hover()
  const height = () => log(ada).evaluate((box) => box.scrollHeight)
  const before = await height()
  for (let turn = 0; turn < 40; turn++) {
    const { id, at } = await firstInView()
    await ada.page.mouse.wheel(0, -300)
    await expect.poll(() => placeOf(id), { timeout: 15_000 }).not.toBe(at)
    await firstInView()
    expect(Math.abs(((await placeOf(id)) ?? 9999) - at - 300)).toBeLessThanOrEqual(2)
  }
  // several pages came meanwhile
  expect((await height()) - before).toBeGreaterThan(6000)
}, 120_000)

test('her finger flings through it on a slow phone, and what it comes to is there', async () => {
  await log(ada).press('End')
  await word(many).waitFor()
  const load = await flingLoad(ada.page, log(ada))
  console.log(`flung: ${JSON.stringify(load)}`)
  expect(load.frames).toBeGreaterThan(0)
  expect(
    await log(ada)
      .getByText(/^word \d/)
      .count(),
  ).toBeGreaterThan(3)
  expect(await log(ada).locator('[data-index]').count()).toBeLessThan(70)
}, 120_000)

test('she walks to the first of ten thousand messages, and the page stays small', async () => {
  const walk = await walkToTop()
  console.log(`walked up: ${JSON.stringify(walk)}`)
  await log(ada).getByText('Order placed').waitFor()
  expect(walk.most).toBeLessThan(70)
}, 300_000)

test('End leads her back to the newest, and what Sam says then stands there', async () => {
  await log(ada).press('End')
  await word(many).waitFor()
  const { error } = await sam.supabase.rpc('send_message', {
    room_id: roomId,
    client_id: crypto.randomUUID(),
    body: 'At the door now',
  })
  expect(error).toBeNull()
  await log(ada).getByText('At the door now').waitFor()
})
