import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { ahead, careToday, dayButton, given, openCare, time, toDays } from './care.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

const soon = { timeout: 30_000 }
let stage: Stage
let nora: Actor
let sam: Actor
let grace: Actor
let label: string

beforeAll(async () => {
  stage = await openStage()
  const timezoneId = 'Europe/Berlin'
  nora = await stage.actor('Nora', 'customer', { timezoneId })
  sam = await stage.actor('Sam', 'partner', { timezoneId })
  grace = await stage.actor('Grace', 'staff', { timezoneId, viewport: { width: 1280, height: 800 } })
  const care = await openCare(grace, sam)
  label = care.label
  await given(
    nora.supabase.rpc('book', {
      client_id: crypto.randomUUID(),
      service_key: care.service,
      starts_at: ahead(5, 11).at.toISOString(),
    }),
  )
  await stage.signIn(nora)
}, 240_000)
afterAll(() => stage?.close())

test('Sam sees whom he cares for, closes a day, and it is offered no more while Nora looks at it', async () => {
  const { day } = ahead(8, 9)
  await toDays(nora, label, day)
  await dayButton(nora, day).click(soon)
  await time(nora, '9:00 AM').waitFor(soon)
  await stage.signIn(sam)
  await sam.page.goto('/bookings')
  await sam.page.getByRole('listitem').filter({ hasText: 'for Nora' }).first().waitFor(soon)
  await sam.page.getByRole('link', { name: 'My hours' }).click()
  await sam.page.getByRole('heading', { name: 'Days that differ' }).waitFor(soon)
  await sam.page.getByLabel('From', { exact: true }).fill(day)
  await sam.page.getByLabel('Why (optional)').fill('Dentist')
  await sam.page.getByRole('button', { name: 'Add', exact: true }).click()
  await sam.page.getByRole('listitem').filter({ hasText: 'Dentist' }).waitFor(soon)
  expect(await axeFaults(sam.page)).toEqual([])
  await expect.poll(() => dayButton(nora, day).getAttribute('aria-disabled'), soon).toBe('true')
}, 120_000)

test('Sam shortens his Mondays, and the week says so after a reload', async () => {
  const until = sam.page.getByLabel('Monday until')
  await until.fill('11:00', soon)
  await sam.page.getByText('Not saved yet.').waitFor(soon)
  await sam.page.getByRole('button', { name: 'Save hours' }).click()
  await sam.page.getByText('The hours are saved.').waitFor(soon)
  await sam.page.reload()
  await expect.poll(() => sam.page.getByLabel('Monday until').inputValue(), soon).toBe('11:00')
}, 120_000)

test('Grace sees a day of everybody, and moves what is Nora’s to another time', async () => {
  const { day } = ahead(5, 11)
  const { page } = grace
  await stage.signIn(grace)
  await page.goto('/bookings')
  await page.getByLabel('Day', { exact: true }).fill(day, soon)
  const block = page.getByRole('group', { name: 'Sam' }).getByRole('link').filter({ hasText: 'Nora' })
  await block.first().waitFor(soon)
  expect(await axeFaults(page)).toEqual([])
  await block.first().click()
  await page.getByRole('button', { name: 'Move', exact: true }).click(soon)
  const dialog = page.getByRole('dialog', { name: 'Move to another time' })
  await dialog.getByRole('table').waitFor(soon)
  if (day.slice(0, 7) !== careToday().slice(0, 7))
    await dialog.getByRole('button', { name: 'Month after' }).click()
  await dayButton(grace, day).click(soon)
  await time(grace, '10:00 AM').click(soon)
  await dialog.getByRole('button', { name: /^Move to / }).click()
  await dialog.waitFor({ state: 'detached', ...soon })
  await page.getByRole('listitem').filter({ hasText: 'by Grace' }).waitFor(soon)
  const { data } = await nora.supabase.from('bookings').select('starts_at').eq('status', 'confirmed').single()
  expect(data && new Date(data.starts_at).getTime()).toBe(ahead(5, 10).at.getTime())
}, 120_000)

test('nothing complained', () => {
  expect([nora, sam, grace].flatMap((one) => one.complaints)).toEqual([])
})
