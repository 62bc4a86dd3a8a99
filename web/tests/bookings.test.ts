import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { ahead, careToday, openCare } from './care.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

const soon = { timeout: 30_000 }
let stage: Stage
let ada: Actor
let eve: Actor
let sam: Actor
let grace: Actor
let service: string
let label: string

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer', { timezoneId: 'Europe/Berlin' })
  eve = await stage.actor('Eve', 'customer', { timezoneId: 'Europe/Berlin' })
  sam = await stage.actor('Sam', 'partner', { timezoneId: 'Europe/Berlin' })
  grace = await stage.actor('Grace', 'staff', {
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1280, height: 800 },
  })
  ;({ service, label } = await openCare(grace, sam))
  await stage.signIn(ada)
}, 240_000)
afterAll(() => stage?.close())

async function call<T>(asked: PromiseLike<{ data: T; error: unknown }>): Promise<NonNullable<T>> {
  const { data, error } = await asked
  if (error) throw error
  return data as NonNullable<T>
}

/** Chooses the service and comes to the days of the month that holds `day`. */
async function toDays({ page }: Actor, day: string) {
  await page.goto('/bookings/new')
  await page.getByRole('radio', { name: new RegExp(label) }).check(soon)
  await page.getByRole('button', { name: 'Choose a time' }).click()
  await page.getByRole('table').waitFor(soon)
  if (day.slice(0, 7) !== careToday().slice(0, 7))
    await page.getByRole('button', { name: 'Month after' }).click()
}
const dayButton = ({ page }: Actor, day: string) => page.locator(`[data-day="${day}"]`)
const time = ({ page }: Actor, clock: string) => page.getByRole('button', { name: clock, exact: true })

test('Ada books in three steps, and the booking says when it is and until when she may change her mind', async () => {
  const { day, at } = ahead(4, 10)
  await toDays(ada, day)
  expect(await axeFaults(ada.page)).toEqual([])
  await dayButton(ada, day).click(soon)
  await time(ada, '10:00 AM').click(soon)
  await ada.page.getByRole('heading', { name: 'Is this right?' }).waitFor(soon)
  await ada.page.getByLabel('Note (optional)').fill('The bell is broken.')
  expect(await axeFaults(ada.page)).toEqual([])
  await ada.page.getByRole('button', { name: 'Book now' }).click()
  await ada.page.getByRole('heading', { name: /^Booking B\d+$/ }).waitFor(soon)
  await ada.page.getByText('The bell is broken.').waitFor(soon)
  const { data } = await ada.supabase.from('bookings').select('starts_at, status, note').single()
  expect(data && new Date(data.starts_at).getTime()).toBe(at.getTime())
  expect(data).toMatchObject({ status: 'confirmed', note: 'The bell is broken.' })
  await ada.page.getByText(/^Move it, or cancel it in time, until/).waitFor(soon)
  expect(await axeFaults(ada.page)).toEqual([])
}, 120_000)

test('while Ada looks at the free times, one that Eve books goes without a reload', async () => {
  const { day, at } = ahead(5, 11)
  await toDays(ada, day)
  await dayButton(ada, day).click(soon)
  await time(ada, '11:00 AM').waitFor(soon)
  await call(
    eve.supabase.rpc('book', {
      client_id: crypto.randomUUID(),
      service_key: service,
      starts_at: at.toISOString(),
    }),
  )
  await time(ada, '11:00 AM, taken').waitFor(soon)
  await time(ada, '10:00 AM').waitFor(soon)
}, 120_000)

test('Ada moves her booking to another free time, and is told what she did', async () => {
  const { data } = await ada.supabase.from('bookings').select('id').single()
  const { day, at } = ahead(6, 9)
  await ada.page.goto(`/bookings/${data?.id}`)
  await ada.page.getByRole('button', { name: 'Move', exact: true }).click(soon)
  const dialog = ada.page.getByRole('dialog', { name: 'Move to another time' })
  await dialog.getByRole('table').waitFor(soon)
  if (day.slice(0, 7) !== careToday().slice(0, 7))
    await dialog.getByRole('button', { name: 'Month after' }).click()
  await dayButton(ada, day).click(soon)
  await time(ada, '9:00 AM').click(soon)
  await dialog.getByRole('button', { name: /^Move to / }).click()
  await dialog.waitFor({ state: 'detached', ...soon })
  await ada.page.getByText('The booking was moved.').waitFor(soon)
  await ada.page.getByRole('listitem').filter({ hasText: 'Moved' }).waitFor(soon)
  const { data: moved } = await ada.supabase.from('bookings').select('starts_at').single()
  expect(moved && new Date(moved.starts_at).getTime()).toBe(at.getTime())
}, 120_000)

test('Ada cancels in time, is told so before she does, and finds it among what is past', async () => {
  await ada.page.getByRole('button', { name: 'Cancel booking' }).click(soon)
  const dialog = ada.page.getByRole('dialog', { name: 'Cancel this booking?' })
  await dialog.getByText(/^It begins in \d+ days?\. You cancel in time/).waitFor(soon)
  expect(await axeFaults(ada.page, { within: 'dialog' })).toEqual([])
  await dialog.getByRole('button', { name: 'Cancel booking' }).click()
  await ada.page.getByText('Cancelled', { exact: true }).first().waitFor(soon)
  await ada.page.goto('/bookings')
  await ada.page.getByText('Nothing is booked.').waitFor(soon)
  await ada.page.getByRole('tab', { name: 'Past' }).click()
  await ada.page.getByRole('listitem').filter({ hasText: 'Cancelled' }).waitFor(soon)
}, 120_000)

test('nothing complained', () => {
  expect(ada.complaints).toEqual([])
})
