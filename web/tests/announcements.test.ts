import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

// titles of this run only: the stack may remember others
const tag = crypto.randomUUID().slice(0, 6)
let stage: Stage
let grace: Actor
let ada: Actor
let ben: Actor

beforeAll(async () => {
  stage = await openStage()
  grace = await stage.actor('Grace', 'staff', { viewport: { width: 1280, height: 800 } })
  ada = await stage.actor('Ada', 'customer')
  ben = await stage.actor('Ben', 'customer')
  await Promise.all([stage.signIn(grace), stage.signIn(ada), stage.signIn(ben)])
})
afterAll(() => stage?.close())

/** Writes a draft to Ada and Ben, up to the question whether to send it. */
async function write(title: string) {
  const { page } = grace
  await page.goto('/announcements')
  await page.getByRole('button', { name: 'New announcement' }).click()
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('Text', { exact: true }).fill('From Monday we are open until nine.')
  await page.getByRole('radio', { name: 'A list of people' }).check()
  await page.getByLabel('Email addresses').fill(`${ada.email}\n${ben.email}`)
  await page.getByText('2 people, all reachable').waitFor()
  await page.getByText('Draft saved').waitFor()
}

test('a customer who opens the address of announcements finds nothing there', async () => {
  await ada.page.goto('/announcements')
  await ada.page.getByText('There is no page at this address.').waitFor()
  await ada.page.goto('/orders')
  await ada.page.getByRole('button', { name: 'Account' }).click()
  expect(await ada.page.getByRole('link', { name: 'Announcements' }).count()).toBe(0)
  await ada.page.keyboard.press('Escape')
})

test('staff find announcements in the account menu', async () => {
  await grace.page.getByRole('button', { name: 'Account' }).click()
  const menu = grace.page.getByRole('dialog', { name: 'Account' })
  await menu.getByRole('link', { name: 'Announcements' }).click()
  await grace.page.getByRole('heading', { name: 'Announcements' }).waitFor()
})

test('Grace who sends too early is led to the field that is missing, and previews are of her words only', async () => {
  const { page } = grace
  await page.goto('/announcements')
  await page.getByRole('button', { name: 'New announcement' }).click()
  const preview = page.getByRole('complementary', { name: 'Preview' })
  await preview.getByText('Each channel shows here what you write.').waitFor()
  expect(await preview.getByRole('listitem').count()).toBe(0)
  await page.getByRole('button', { name: 'Send …' }).click()
  await page.getByText('Write a title.').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
  await page.keyboard.type('Hello')
  await preview.getByText('Hello').first().waitFor()
  await page.getByRole('button', { name: 'Discard draft' }).click()
  await page.getByRole('heading', { name: 'Announcements' }).waitFor()
})

test('Grace writes, sees how it reads and whom it reaches, and two open browsers show it', async () => {
  await write('New opening hours')
  const preview = grace.page.getByRole('complementary', { name: 'Preview' })
  await preview.getByText('New opening hours').first().waitFor()
  await preview.getByText(/1 part · \d+ characters · GSM-7/).waitFor()
  expect(await axeFaults(grace.page)).toEqual([])

  await grace.page.getByRole('button', { name: 'Send …' }).click()
  const dialog = grace.page.getByRole('dialog', { name: 'Send this announcement?' })
  await dialog.getByRole('button', { name: 'Send to 2 people now' }).waitFor()
  expect(await axeFaults(grace.page)).toEqual([])
  await dialog.getByRole('button', { name: 'Send to 2 people now' }).click()

  await Promise.all(
    [ada, ben].map(({ page }) => page.getByRole('button', { name: 'Notifications, 1 unread' }).waitFor()),
  )
  await grace.page.getByText('2 people told').waitFor({ timeout: 15_000 })
  await grace.page.getByText('Sent', { exact: true }).first().waitFor()
  expect(await axeFaults(grace.page)).toEqual([])
  await ada.page.getByRole('button', { name: /^Notifications/ }).click()
  await ada.page.getByText('From Monday we are open until nine.').waitFor()
  const told = await stage.sql.query(
    `select n.user_id from public.notifications n where n.title = 'New opening hours' and n.user_id = any ($1)`,
    [[ada.id, ben.id]],
  )
  expect(told.rowCount).toBe(2)
})

test('what Grace has begun is there again after a reload, also when the network was away', async () => {
  const { page, context } = grace
  await page.goto('/announcements')
  await page.getByRole('button', { name: 'New announcement' }).click()
  await page.getByLabel('Title').fill(`Half written ${tag}`)
  await page.getByText('Draft saved').waitFor()
  await context.setOffline(true)
  await page.getByLabel('Title').fill(`Half written ${tag}, and then`)
  await page.getByText('No network: kept on this device').waitFor()
  await context.setOffline(false)
  await page.getByText('Draft saved').waitFor()
  await page.reload()
  await expect.poll(() => page.getByLabel('Title').inputValue()).toBe(`Half written ${tag}, and then`)
  await page.getByRole('button', { name: 'Send …' }).click()
  await page.getByText('Write what you want to say.').waitFor()
  await page.getByRole('button', { name: 'Discard draft' }).click()
  await page.getByRole('heading', { name: 'Announcements' }).waitFor()
  expect(await page.getByText(`Half written ${tag}`).count()).toBe(0)
})

test('Grace cancels what was scheduled, and nobody is told', async () => {
  await write('Never told')
  await grace.page.getByRole('button', { name: 'Send …' }).click()
  const dialog = grace.page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'At a time' }).check()
  await dialog.getByRole('button', { name: 'Schedule for 2 people' }).click()
  await grace.page.getByText(/^Goes out .+ · to/).waitFor()
  await grace.page.getByRole('button', { name: 'Cancel announcement' }).click()
  await grace.page.getByRole('dialog').getByRole('button', { name: 'Cancel the announcement' }).click()
  await grace.page.getByText(/^Cancelled .+ · to/).waitFor()
})

test('Grace cancels one on its way: what waits is stopped, and the page says how far it came', async () => {
  // a channel of its own whose deliveries wait for the end of the night
  await write(`Stopped on its way ${tag}`)
  const id = new URL(grace.page.url()).pathname.split('/').at(-1)
  await stage.sql.query(
    `insert into public.push_subscriptions (user_id, device_id, endpoint, p256dh, auth) values ($1, gen_random_uuid(), 'https://push.example/' || gen_random_uuid(), 'k', 'a')`,
    [ada.id],
  )
  await stage.sql.query('begin')
  await stage.sql.query(
    `update public.announcements set state = 'sending', started_at = now(), scheduled_for = now() where id = $1`,
    [id],
  )
  await stage.sql.query('select private.expand_announcements()')
  // as the sender does with what it cannot send yet
  await stage.sql.query(
    `update private.deliveries d set next_attempt_at = now() + interval '1 hour' from public.notifications n
     where n.id = d.notification_id and n.subject_id = $1 and d.state = 'pending'`,
    [id],
  )
  await stage.sql.query('commit')
  await grace.page.goto('/announcements')
  await grace.page.getByRole('link', { name: `Stopped on its way ${tag}` }).click()
  await grace.page.getByText(/messages? still to leave/).waitFor()
  await grace.page.getByRole('button', { name: 'Cancel announcement' }).click()
  await grace.page.getByRole('dialog').getByRole('button', { name: 'Cancel the announcement' }).click()
  await grace.page.getByText(/2 of 2 people had been told/).waitFor()
  const { rows } = await stage.sql.query(
    `select distinct d.state from private.deliveries d join public.notifications n on n.id = d.notification_id where n.subject_id = $1`,
    [id],
  )
  expect(rows).toEqual([{ state: 'suppressed' }])
})

test('no page complained in its console', () => {
  expect([...ada.complaints, ...ben.complaints]).toEqual([])
})
