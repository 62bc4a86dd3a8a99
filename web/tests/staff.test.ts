import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

// names of this run only: the stack may remember others
const tag = crypto.randomUUID().slice(0, 6)
let stage: Stage
let grace: Actor
let ada: Actor

beforeAll(async () => {
  stage = await openStage()
  grace = await stage.actor('Grace', 'staff', {
    viewport: { width: 1280, height: 900 },
    acceptDownloads: true,
  })
  ada = await stage.actor('Ada', 'customer')
  await stage.sql.query('update public.profiles set name = $2 where id = $1', [ada.id, `Ada ${tag}`])
  await stage.signIn(grace)
}, 120_000)
afterAll(() => stage?.close())

const open = async (path: string, heading: string) => {
  await grace.page.goto(path)
  await grace.page.getByRole('heading', { name: heading, exact: true }).first().waitFor()
}
/** The text of a file that pressing the button gives. */
async function fileOf(page: Page, button: string) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ])
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
}

test('a customer who opens the addresses of the console finds nothing there', async () => {
  await stage.signIn(ada)
  for (const path of ['/health', '/audit', '/people', `/people/${ada.id}`]) {
    await ada.page.goto(path)
    await ada.page.getByText('There is no page at this address.').waitFor()
  }
  expect(await ada.page.getByRole('navigation', { name: 'Staff console' }).count()).toBe(0)
})

test('Grace goes through the console by its rail, and on a phone by the account menu', async () => {
  const { page } = grace
  const rail = page.getByRole('navigation', { name: 'Staff console' })
  for (const name of ['Live operations', 'Support', 'Announcements', 'Delivery health', 'People', 'Audit']) {
    await rail.getByRole('link', { name }).click()
    await page.getByRole('heading', { name, level: 1 }).first().waitFor()
    await expect.poll(() => rail.getByRole('link', { name }).getAttribute('aria-current')).toBe('page')
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('link', { name: 'Delivery health' }).click()
  await page.getByRole('heading', { name: 'Delivery health' }).waitFor()
  expect(await rail.count()).toBe(0)
  await page.setViewportSize({ width: 1280, height: 900 })
})

test('delivery health shows what was sent as charts, changes while Grace looks, and is read by the keyboard', async () => {
  const { page } = grace
  await stage.placeOrder(ada)
  await open('/health', 'Delivery health')
  await page.getByRole('heading', { name: 'Who sends' }).waitFor()
  const sent = () => page.getByRole('definition').first().textContent()
  const before = await sent()
  // a provider says yes meanwhile; the page hears of it by itself, long before it would ask again
  const { rowCount } = await stage.sql.query(
    `update private.deliveries d set accepted_at = now() from public.notifications n
    where n.id = d.notification_id and n.user_id = $1 and d.accepted_at is null`,
    [ada.id],
  )
  expect(rowCount).toBeGreaterThan(0)
  await expect.poll(sent, { timeout: 45_000 }).not.toBe(before)
  const slider = page.getByRole('slider').first()
  await slider.focus()
  const newest = await slider.getAttribute('aria-valuetext')
  await page.keyboard.press('Home')
  await expect.poll(() => slider.getAttribute('aria-valuetext')).not.toBe(newest)
}, 120_000)

test('the figures of a chart are a table one press away, a file another, over each span', async () => {
  const { page } = grace
  await open('/health', 'Delivery health')
  const rates = page.getByRole('region', { name: 'Sent and arrived', exact: true }).first()
  await rates.getByRole('button', { name: 'Show as table' }).click()
  await rates.getByRole('columnheader', { name: 'Deliveries' }).waitFor()
  expect(await rates.getByRole('row').count()).toBeGreaterThan(1)
  const { name, text } = await fileOf(page, 'Sent and arrived as CSV')
  expect(name).toBe('orderline-delivery-rate.csv')
  expect(text).toMatch(/^"day","channel","event_type"/)
  await rates.getByRole('button', { name: 'Show as chart' }).click()
  for (const span of ['7 days', '30 days', '90 days']) {
    await page.getByRole('button', { name: span }).click()
    await expect.poll(() => page.locator('[aria-busy=true]').count()).toBe(0)
    await page.getByRole('slider').first().waitFor()
  }
})

test('Grace finds Ada, suspends her with a reason, frees her, makes her a partner and back, and all of it stands in the audit', async () => {
  const { page } = grace
  await open('/people', 'People')
  await page.getByRole('searchbox', { name: 'Search people' }).fill(tag)
  await page.getByRole('link', { name: new RegExp(tag) }).click()
  await page.getByRole('heading', { name: `Ada ${tag}`, level: 1 }).waitFor()
  await page.getByText(ada.email).last().waitFor()

  await page.getByRole('button', { name: 'Suspend from chat' }).click()
  const dialog = page.getByRole('dialog', { name: `Suspend Ada ${tag}?` })
  await dialog.getByRole('button', { name: 'Suspend from chat' }).click()
  await dialog.getByText('Say why.').waitFor()
  await dialog.getByRole('radio', { name: 'A week' }).check()
  await dialog.getByLabel('Why? For staff only.').fill(`Insults ${tag}`)
  await dialog.getByRole('button', { name: 'Suspend from chat' }).click()
  await page.getByText(`Grace: Insults ${tag}`).waitFor()
  await page.getByRole('button', { name: 'Lift the suspension' }).click()
  await page.getByRole('button', { name: 'Suspend from chat' }).waitFor()

  await page.getByRole('button', { name: 'Make a partner' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Make a partner' }).click()
  await page.getByText(`Ada ${tag} is now: Partner.`).waitFor()
  await page.getByRole('button', { name: 'Make a customer' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Make a customer' }).click()
  await page.getByText(`Ada ${tag} is now: Customer.`).waitFor()

  await page.getByRole('link', { name: 'What staff changed about them' }).click()
  await page.getByRole('button', { name: `Only about Ada ${tag}` }).waitFor()
  const entries = page.getByRole('list', { name: 'Audit' }).getByRole('listitem')
  for (const call of ['Suspend somebody from chat', 'Lift a suspension', 'Change what somebody is'])
    await entries.filter({ hasText: call }).first().waitFor()
  const role = entries.filter({ hasText: 'Change what somebody is · changed: person (Role)' }).first()
  await role.locator('summary').press('Enter')
  await role.getByRole('row', { name: 'Role partner customer' }).waitFor()
  expect(await role.textContent()).toContain('Grace')
})

test('the audit is filtered, keeps an edit by hand without its words, and leaves as a file', async () => {
  const { page } = grace
  const order = await stage.placeOrder(ada)
  await stage.sql.query('update public.orders set note = $2, near_radius_m = 700 where id = $1', [
    order.id,
    `secret ${tag}`,
  ])
  await open('/audit', 'Audit')
  await page.getByLabel('Search the audit').fill(order.id)
  const entry = page.getByRole('list', { name: 'Audit' }).getByRole('listitem')
  await expect.poll(() => entry.count()).toBe(1)
  await entry.locator('summary').click()
  await entry.getByRole('row', { name: '“Nearly there” from (m) 500 700' }).waitFor()
  await entry.getByRole('row', { name: 'Note empty not kept' }).waitFor()
  const { name, text } = await fileOf(page, 'As CSV')
  expect(name).toMatch(/^orderline-audit-\d{4}-\d\d-\d\d\.csv$/)
  expect(text).toContain('near_radius_m')
  expect(text).not.toContain(`secret ${tag}`)
  await page.getByLabel('Who').selectOption({ label: 'Staff' })
  await page.getByText('Nothing was changed that fits these filters.').waitFor()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect.poll(() => entry.count()).toBeGreaterThan(1)
})

test('no page of the console has a fault that axe sees, wide or on a phone, light or dark', async () => {
  const { page } = grace
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [390, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 844 })
    await page.emulateMedia({ colorScheme })
    for (const [path, heading] of [
      ['/health', 'Delivery health'],
      ['/audit', 'Audit'],
      [`/people/${ada.id}`, `Ada ${tag}`],
    ] as const) {
      await open(path, heading)
      await page.getByRole('main').getByRole('heading', { level: 1 }).first().waitFor()
      await expect.poll(() => page.locator('main [aria-busy=true]').count()).toBe(0)
      expect(await axeFaults(page), `${path} at ${width}`).toEqual([])
      const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
      expect(isWider, `${path} at ${width} scrolls sideways`).toBe(false)
    }
  }
  expect(grace.complaints).toEqual([])
})
