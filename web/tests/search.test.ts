import AxeBuilder from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor
let first: string
let second: string

async function roomOf(orderId: string): Promise<string> {
  const { rows } = await stage.sql.query('select id from public.rooms where order_id = $1', [orderId])
  return rows[0].id
}

async function say(who: Actor, room_id: string, body: string) {
  const { error } = await who.supabase.rpc('send_message', { room_id, client_id: crypto.randomUUID(), body })
  if (error) throw error
}

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
  const rooms: string[] = []
  for (let order = 0; order < 2; order++) {
    const { id } = await stage.placeOrder(ada)
    await sam.supabase.rpc('accept_order', { order_id: id })
    rooms.push(await roomOf(id))
  }
  ;[first = '', second = ''] = rooms
  await say(sam, first, 'The crème brûlée is in the blue bag')
  for (let n = 1; n <= 130; n++) await say(n % 2 ? ada : sam, first, `filler ${n}`)
  await say(sam, second, 'A blue door, you said?')
  await stage.signIn(ada)
})
afterAll(() => stage?.close())

const box = () => ada.page.getByRole('searchbox', { name: 'Search messages and people' })
const results = () => ada.page.getByRole('region', { name: 'Messages found' })

test('Ada sees her conversations, newest first, with what waits, and how many wait in all', async () => {
  const { page } = ada
  await page.getByRole('link', { name: /^Messages, \d+ unread$/ }).click()
  const rows = page.getByRole('region', { name: 'Conversations' }).getByRole('link')
  await expect.poll(() => rows.count(), { timeout: 15_000 }).toBe(2)
  expect(await rows.first().textContent()).toContain('A blue door, you said?')
  expect(await rows.first().textContent()).toContain('1 unread')
  expect(await rows.nth(1).textContent()).toContain('filler 130')
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
})

test('she finds a message by the beginning of a word without its accents, and goes to it in a long conversation', async () => {
  const { page } = ada
  await box().fill('brulee blu')
  await results().getByText('The crème brûlée is in the blue bag').waitFor({ timeout: 15_000 })
  expect(await results().locator('mark').allTextContents()).toEqual(['brûlée', 'blue'])
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  await results().getByRole('button').first().click()
  const found = page.getByRole('log').getByText('The crème brûlée is in the blue bag')
  await found.waitFor({ timeout: 15_000 })
  await expect
    .poll(
      () =>
        found.evaluate((row) => {
          const { top, bottom } = row.getBoundingClientRect()
          return top > 50 && bottom < window.innerHeight - 50
        }),
      { timeout: 15_000 },
    )
    .toBe(true)
})

test('from there she scrolls down through the middle until she is with the newest again', async () => {
  const list = ada.page.getByRole('log')
  await expect
    .poll(
      async () => {
        await list.evaluate((one) => one.scrollBy(0, 2000))
        return list.getByText('filler 130', { exact: true }).count()
      },
      { timeout: 30_000 },
    )
    .toBe(1)
  await say(sam, first, 'and the newest of all')
  await list.getByText('and the newest of all').waitFor({ timeout: 15_000 })
})

test('she searches in this conversation alone, and Escape leads back', async () => {
  const { page } = ada
  await page.getByRole('button', { name: 'Search this conversation' }).click()
  const here = page.getByRole('searchbox', { name: 'Search this conversation' })
  await here.fill('blue')
  await results().getByText('The crème brûlée is in the blue bag').waitFor({ timeout: 15_000 })
  expect(await results().getByText('A blue door').count()).toBe(0)
  await here.press('Escape')
  await here.waitFor({ state: 'detached' })
})

test('the answer to former words is never shown for new ones', async () => {
  const { page } = ada
  await page.goto('/messages')
  // the first question is answered last
  let release: () => void = () => undefined
  const held = new Promise<void>((done) => {
    release = done
  })
  await page.route('**/rpc/search_messages', async (route) => {
    if (route.request().postData()?.includes('crème')) await held
    await route.continue().catch(() => undefined)
  })
  const asked = page.waitForRequest(
    (request) => request.url().includes('/rpc/search_messages') && request.method() === 'POST',
  )
  await box().fill('crème')
  await asked
  await box().fill('door')
  await results().getByText('A blue door, you said?').waitFor({ timeout: 15_000 })
  release()
  await page.unroute('**/rpc/search_messages')
  expect(await results().getByText('crème').count()).toBe(0)
  await box().fill('nothing like it')
  await results().getByText('No message holds “nothing like it”.').waitFor({ timeout: 15_000 })
})

test('a search that fails says so and is tried again, and a hostile question finds nothing and breaks nothing', async () => {
  const { page } = ada
  await page.route('**/rpc/search_messages', (route) =>
    route.fulfill({ status: 422, contentType: 'application/json', body: '{"message":"no"}' }),
  )
  await box().fill('bag')
  await results().getByText('The search did not work.').waitFor({ timeout: 15_000 })
  await page.unroute('**/rpc/search_messages')
  await results().getByRole('button', { name: 'Try again' }).click()
  await results().getByText('blue bag').waitFor({ timeout: 15_000 })
  await box().fill(`<img src=x onerror="document.title='x'"> ' | ! & %`)
  await results()
    .getByText(/^No message holds/)
    .waitFor({ timeout: 15_000 })
  expect(await page.title()).not.toBe('x')
})
