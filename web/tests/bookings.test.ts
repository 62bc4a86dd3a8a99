import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { ahead, careToday, dayButton, given, openCare, time, toDays } from './care.ts'
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

test('Ada books in three steps, and the booking says when it is and until when she may change her mind', async () => {
  const { day, at } = ahead(4, 10)
  await toDays(ada, label, day)
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
  await toDays(ada, label, day)
  await dayButton(ada, day).click(soon)
  await time(ada, '11:00 AM').waitFor(soon)
  await given(
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

test('Ada waits for a time that Eve has, is told when Eve gives it back, and books it from there', async () => {
  const { day, at } = ahead(5, 11)
  await toDays(ada, label, day)
  await dayButton(ada, day).click(soon)
  await time(ada, '11:00 AM, taken').click(soon)
  await ada.page.getByRole('button', { name: 'Tell me if this one becomes free' }).click(soon)
  await ada.page.getByText('You will be told if it becomes free.').waitFor(soon)
  expect(await axeFaults(ada.page)).toEqual([])
  const { data: theirs } = await eve.supabase.from('bookings').select('id').single()
  await given(eve.supabase.rpc('cancel_booking', { booking_id: theirs?.id ?? '' }))
  await time(ada, '11:00 AM').waitFor(soon)
  await ada.page.goto('/notifications')
  await ada.page.getByText('A place is free').first().waitFor(soon)
  await ada.page.goto('/bookings')
  await ada.page.getByRole('region', { name: 'Waiting for a free time' }).waitFor(soon)
  await ada.page.getByRole('link', { name: 'Book it' }).click()
  await ada.page.getByRole('heading', { name: 'Is this right?' }).waitFor(soon)
  await ada.page.getByRole('button', { name: 'Book now' }).click()
  await ada.page.getByRole('heading', { name: /^Booking B\d+$/ }).waitFor(soon)
  const { data } = await ada.supabase.from('bookings').select('starts_at').eq('status', 'confirmed').single()
  expect(data && new Date(data.starts_at).getTime()).toBe(at.getTime())
  expect((await ada.supabase.from('booking_waits').select('id')).data).toEqual([])
}, 120_000)

test('Ada books every week on two days until she ends it, and nothing of it is left to come', async () => {
  const { day, at } = ahead(7, 12)
  await ada.page.goto(`/bookings/new?service=${service}&at=${at.toISOString()}`)
  await ada.page.getByLabel('Repeat').selectOption('week', soon)
  const weekday = (days: number) =>
    new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' }).format(
      Date.parse(day) + days * 86_400_000,
    )
  await expect.poll(() => ada.page.getByRole('checkbox', { name: weekday(0) }).isChecked(), soon).toBe(true)
  await ada.page.getByRole('checkbox', { name: weekday(2) }).check()
  await ada.page.getByRole('button', { name: 'Book now' }).click()
  await ada.page.getByRole('heading', { name: 'Bookings' }).waitFor(soon)
  const repeating = ada.page.getByRole('region', { name: 'Repeating' })
  await repeating.getByText(/^Every week on .+, 12:00 PM$/).waitFor(soon)
  const coming = () =>
    ada.supabase.from('bookings').select('starts_at').eq('status', 'confirmed').not('series_id', 'is', null)
  expect((await coming()).data?.length).toBeGreaterThan(10)
  expect(await axeFaults(ada.page)).toEqual([])
  await repeating.getByRole('button', { name: 'End it' }).click()
  const dialog = ada.page.getByRole('dialog', { name: 'End the repetition?' })
  await dialog.getByRole('button', { name: 'End it' }).click()
  await repeating.waitFor({ state: 'detached', ...soon })
  expect((await coming()).data).toEqual([])
}, 120_000)

test('with the keyboard alone Ada walks through the days, into the next month and back', async () => {
  const { page } = ada
  await page.goto(`/bookings/new?service=${service}`)
  const focused = () =>
    page.evaluate(() =>
      document.activeElement instanceof HTMLElement ? document.activeElement.dataset.day : undefined,
    )
  await page.locator('[data-day][tabindex="0"]').focus(soon)
  const first = await focused()
  await page.keyboard.press('PageDown')
  await expect.poll(async () => (await focused())?.slice(8), soon).toBe('01')
  await page.keyboard.press('ArrowRight')
  await expect.poll(async () => (await focused())?.slice(8), soon).toBe('02')
  await page.keyboard.press('ArrowDown')
  await expect.poll(async () => (await focused())?.slice(8), soon).toBe('09')
  await page.keyboard.press('PageUp')
  await expect.poll(async () => (await focused())?.slice(0, 7), soon).toBe(first?.slice(0, 7))
}, 120_000)

test('without a network the bookings that were loaded stay, and what is not says when it comes', async () => {
  const { page, context } = ada
  await page.goto('/bookings')
  await page.getByRole('listitem').filter({ hasText: 'with Sam' }).first().waitFor(soon)
  await context.setOffline(true)
  await page.getByRole('listitem').filter({ hasText: 'with Sam' }).first().waitFor(soon)
  await page.getByRole('tab', { name: 'Past' }).click()
  await page.getByText('No network. The bookings load when it is back.').waitFor(soon)
  await context.setOffline(false)
  await page.getByRole('listitem').filter({ hasText: 'Cancelled' }).first().waitFor(soon)
}, 120_000)

test('nothing complained, but of the network that was away', () => {
  const complaints = ada.complaints
  expect(complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED|WebSocket/.test(line))).toEqual([])
})
