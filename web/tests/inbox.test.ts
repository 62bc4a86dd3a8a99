import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  await stage.signIn(ada)
})
afterAll(() => stage?.close())

/** Begins anew with `count` unread notifications, N1 the newest. */
async function tell(count: number, event = 'order.ready') {
  await stage.sql.query('delete from public.notifications where user_id = $1', [ada.id])
  await stage.sql.query(
    `select public.notify($1, $3, data => jsonb_build_object('order', jsonb_build_object('number', 'N' || n)),
       dedupe_key => $3 || n, action_url => '/orders') from generate_series(1, $2::int) n`,
    [ada.id, count, event],
  )
  await stage.sql.query(
    `update public.notifications set created_at = created_at - substring(title from '\\d+')::int * interval '20 minutes',
       deliver_after = deliver_after - interval '30 days' where user_id = $1`,
    [ada.id],
  )
}
const bell = (page: Page, unread: number) =>
  page.getByRole('button', {
    name: unread > 0 ? `Notifications, ${unread} unread` : 'Notifications',
    exact: true,
  })
const row = (page: Page, number: string) =>
  page.getByRole('article', { name: `Order ${number} ready`, exact: true })
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('article')?.ariaLabel ?? null)
/** Opens the centre and waits for what is new there: until it has come, the page shows what the device has kept. */
const openCentre = async (page: Page) => {
  const { rows } = await stage.sql.query(
    'select id from public.notifications where user_id = $1 and inbox_at <= now() order by inbox_at desc, id desc limit 1',
    [ada.id],
  )
  await page.goto('/notifications')
  await page.locator(`[data-notification="${rows[0].id}"]`).waitFor()
}

test('Ada archives in the panel of the bell, takes it back, and the panel is still there', async () => {
  await tell(3)
  const { page } = ada
  await page.goto('/orders')
  await bell(page, 3).click()
  const panel = page.getByRole('dialog', { name: 'Notifications' })
  await panel.getByRole('button', { name: 'Archive' }).first().click()
  await bell(page, 2).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await bell(page, 3).waitFor()
  await panel.getByText('Order N1 ready').waitFor()
  expect(await panel.isVisible()).toBe(true)
  await panel.getByRole('button', { name: 'More' }).first().click()
  await page.keyboard.press('Escape')
  expect(await panel.isVisible()).toBe(true)
})

test('the centre stays as wide as the phone, however many categories Ada has heard of', async () => {
  await stage.sql.query('delete from public.notifications where user_id = $1', [ada.id])
  await stage.sql.query(
    'select public.notify($1, key, data => sample, dedupe_key => key) from public.event_types',
    [ada.id],
  )
  const { page } = ada
  await openCentre(page)
  const chips = page.getByRole('group', { name: 'Show only' })
  await chips.getByRole('button', { name: /^Refunds/ }).waitFor()
  const tooWide = await page
    .locator('main > div')
    .evaluate((scroller) => scroller.scrollWidth - scroller.clientWidth)
  expect(tooWide).toBe(0)
  await page.getByRole('button', { name: 'Archived', exact: true }).click()
  expect(await chips.getByText('·').count(), 'unread counts are those of the inbox').toBe(0)
})

test('Ada works through her inbox by keyboard alone', async () => {
  await tell(5)
  const { page } = ada
  await openCentre(page)
  await page.keyboard.press('j')
  await expect.poll(() => focused(page)).toBe('Order N1 ready')
  await page.keyboard.press('j')
  await expect.poll(() => focused(page)).toBe('Order N2 ready')
  await page.keyboard.press('u')
  await bell(page, 4).waitFor()
  await page.keyboard.press('e')
  await row(page, 'N2').waitFor({ state: 'detached' })
  await expect.poll(() => focused(page)).toBe('Order N3 ready')
  await page.keyboard.press('x')
  await page.keyboard.press('k')
  await expect.poll(() => focused(page)).toBe('Order N1 ready')
  await page.keyboard.press('x')
  await page.getByText('2 selected').waitFor()
  await page.keyboard.press('e')
  await bell(page, 2).waitFor()
  await expect.poll(() => page.getByRole('article').count()).toBe(2)
})

test('Ada puts off what cannot wait in view, finds it among the snoozed, and has it back on top', async () => {
  await tell(3)
  const { page } = ada
  await openCentre(page)
  await row(page, 'N3').getByRole('button', { name: 'More' }).click()
  await page.getByRole('button', { name: /^In 1 hour/ }).click()
  await row(page, 'N3').waitFor({ state: 'detached' })
  await bell(page, 2).waitFor()
  await page.getByRole('button', { name: 'Snoozed' }).click()
  await row(page, 'N3').waitFor()
  await page.getByRole('button', { name: 'Inbox' }).click()
  await stage.sql.query(
    `update public.notifications set snoozed_until = now(), announced_at = now() - interval '1 hour'
     where user_id = $1 and title = 'Order N3 ready'`,
    [ada.id],
  )
  await stage.sql.query('select private.wake_notifications()')
  await bell(page, 3).waitFor()
  await expect.poll(() => page.getByRole('article').first().getAttribute('aria-label')).toBe('Order N3 ready')
})

test('Ada marks all that match, beyond what is on the screen, and takes it back in one press', async () => {
  await tell(130)
  const { page } = ada
  await openCentre(page)
  await page.getByRole('button', { name: 'Unread', exact: true }).click()
  await row(page, 'N1').getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Select all that match' }).click()
  await page.getByRole('button', { name: 'Archive selected' }).click()
  await page.getByText('130 archived').waitFor()
  await bell(page, 0).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await bell(page, 130).waitFor()
  await row(page, 'N1').waitFor()
})

test('what Ada does in one tab shows in the other', async () => {
  await tell(2)
  const { page, context } = ada
  await openCentre(page)
  const other = await context.newPage()
  await openCentre(other)
  await row(page, 'N1').getByRole('button', { name: 'Archive' }).click()
  await row(other, 'N1').waitFor({ state: 'detached' })
  await bell(other, 1).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await row(other, 'N1').waitFor()
  await bell(other, 2).waitFor()
  await expect.poll(() => other.title()).toMatch(/^\(2\)/)
  await other.close()
})

test('six hundred notifications scroll to the end, with few of them in the page', async () => {
  await tell(600)
  const { page } = ada
  await openCentre(page)
  for (let turn = 0; turn < 60 && (await row(page, 'N600').count()) === 0; turn++) {
    await page.mouse.move(200, 500)
    await page.mouse.wheel(0, 4000)
    await page.waitForTimeout(100)
  }
  await row(page, 'N600').waitFor()
  expect(await page.getByRole('article').count()).toBeLessThan(60)
})

test('the inbox keeps what it loaded without a network, says so, and refuses in words', async () => {
  await tell(2)
  const { page, context } = ada
  await openCentre(page)
  await context.setOffline(true)
  await page.getByText(/You are offline/).waitFor()
  await row(page, 'N1').getByRole('button', { name: 'Archive' }).click()
  await page.getByText(/cannot be reached/).waitFor()
  await context.setOffline(false)
  await row(page, 'N1').waitFor()
})

test('an inbox that cannot be read says so and can be asked again', async () => {
  await tell(1)
  const page = await ada.context.newPage()
  // a device that has kept nothing
  await page.addInitScript(() => void indexedDB.deleteDatabase('orderline-kept'))
  // its live topic is never joined, or the page would come back by itself before she presses
  await page.routeWebSocket('**/realtime/**', () => {})
  await page.route('**/rpc/inbox_page', (route) => route.fulfill({ status: 403, json: { message: 'no' } }))
  await page.goto('/notifications')
  await page.getByText('Notifications did not load.').waitFor()
  await page.unroute('**/rpc/inbox_page')
  await page.getByRole('button', { name: 'Try again' }).click()
  await row(page, 'N1').waitFor()
  await page.close()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing in the inbox, its menu and its panel, ${colorScheme}`, async () => {
    await tell(4)
    const { page } = ada
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await openCentre(page)
    await row(page, 'N2').getByRole('checkbox').check()
    expect(await axeFaults(page)).toEqual([])
    await row(page, 'N1').getByRole('button', { name: 'More' }).click()
    expect(await axeFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await bell(page, 4).click()
    expect(await axeFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await stage.sql.query('delete from public.notifications where user_id = $1', [ada.id])
    await page.goto('/notifications')
    await page.getByText('Nothing yet').waitFor()
    expect(await axeFaults(page)).toEqual([])
  })

test('nothing of all this broke the content security policy or threw', () => {
  const mine = ada.complaints.filter((said) => !/Failed to load resource|WebSocket|ERR_INTERNET/.test(said))
  expect(mine).toEqual([])
})
