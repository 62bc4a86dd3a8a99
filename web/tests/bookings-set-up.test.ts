import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { careToday, careZone, dayButton, given, time } from './care.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

const soon = { timeout: 30_000 }
const label = `Massage ${crypto.randomUUID().slice(0, 6)}`
const room = `Blue room ${label.slice(-6)}`
let stage: Stage
let nora: Actor
let grace: Actor
let hugo: Actor

beforeAll(async () => {
  stage = await openStage()
  nora = await stage.actor('Nora', 'customer', { timezoneId: careZone })
  grace = await stage.actor('Grace', 'staff', { timezoneId: careZone })
  hugo = await stage.actor('Hugo', 'staff')
  await stage.signIn(grace)
}, 240_000)
afterAll(() => stage?.close())

const heading = (name: string | RegExp) => grace.page.getByRole('heading', { name, level: 1 }).waitFor(soon)
const save = () => grace.page.getByRole('button', { name: 'Save', exact: true }).click()
const service = () => given(grace.supabase.from('services').select('*').eq('label', label).single())
const resource = () => given(grace.supabase.from('resources').select('*').eq('name', room).single())

test('Grace offers a service: what is missing is named at its field, and the list says what it still lacks', async () => {
  const { page } = grace
  await page.goto('/bookings/services')
  await heading('Services and rooms')
  await page.getByRole('link', { name: 'New service' }).click()
  await heading('New service')
  const name = page.getByLabel('Name', { exact: true })
  await page.getByLabel('Minutes it takes').fill('an hour')
  await page.getByLabel('Time zone').fill('Berlin')
  await page.getByRole('checkbox', { name: 'Carer' }).uncheck()
  await save()
  await page.getByText('Write a name.').waitFor(soon)
  expect(await name.evaluate((field) => field === document.activeElement)).toBe(true)
  await page.getByText('Write a whole number of minutes, from 5 to 1440.').waitFor()
  await page.getByText('There is no such time zone.', { exact: false }).waitFor()
  await page.getByText('Choose carer, room or both.').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await name.fill(label)
  await page.getByLabel('Minutes it takes').fill('60')
  await page.getByLabel('Time zone').fill(careZone)
  await page.getByRole('checkbox', { name: 'Room' }).check()
  await page.keyboard.press('Enter')
  const row = page.getByRole('listitem').filter({ hasText: label })
  await row.getByText('No room is for it yet, so nobody can book it.').waitFor(soon)
  expect(await service()).toMatchObject({ needs_carer: false, needs_room: true, time_zone: careZone })
}, 120_000)

test('Grace sets up a room and its hours, and Nora is offered its times', async () => {
  const { page } = grace
  await page.getByRole('link', { name: 'New carer or room' }).click()
  await heading('New carer or room')
  await page.getByRole('radio', { name: 'Room' }).check()
  await page.getByLabel('Name', { exact: true }).fill(room)
  await page.getByRole('checkbox', { name: label }).check()
  await page.getByLabel('Time zone').fill(careZone)
  await save()
  await heading('Hours')
  await page.getByRole('button', { name: 'Add hours on Monday' }).click(soon)
  await page.getByRole('button', { name: 'Copy Monday to Friday' }).click()
  await page.getByRole('button', { name: 'Save hours' }).click()
  await page.getByText('The hours are saved.').waitFor(soon)
  const { key } = await service()
  const to_at = new Date(Date.now() + 8 * 86_400_000).toISOString()
  const slots = await given(
    nora.supabase.rpc('free_slots', { service_key: key, from_at: new Date().toISOString(), to_at }),
  )
  expect(slots.length).toBeGreaterThan(0)
}, 120_000)

test('Hugo saves the service while Grace has it open: hers is not written over his, and she sees how it stands', async () => {
  const { page } = grace
  const { key, updated_at } = await service()
  await page.goto(`/bookings/services?service=${key}`)
  await heading('Change the service')
  await page.getByLabel('Where (optional)').fill('Quay 4')
  const settings = { place: 'Quay 3' }
  await given(
    hugo.supabase.rpc('save_service', { key, label, duration_min: 60, settings, seen_at: updated_at }),
  )
  await save()
  await page.getByText('Somebody else changed this meanwhile.', { exact: false }).waitFor(soon)
  expect(await page.getByLabel('Where (optional)').inputValue()).toBe('Quay 4')
  expect((await service()).place).toBe('Quay 3')
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Show how it stands now' }).click()
  await expect.poll(() => page.getByLabel('Where (optional)').inputValue(), soon).toBe('Quay 3')
  await page.getByLabel('Where (optional)').fill('Quay 5')
  await save()
  await heading('Services and rooms')
  expect((await service()).place).toBe('Quay 5')
}, 120_000)

test('Hugo sets the hours while Grace changes them: his stay, and what she typed too until she looks', async () => {
  const { page } = grace
  const { id } = await resource()
  await page.goto(`/bookings/hours?of=${id}`)
  const until = page.getByLabel('Friday until')
  await until.fill('12:00', soon)
  const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, starts: '08:00', ends: '18:00' }))
  await given(
    hugo.supabase.rpc('set_hours', { resource_id: id, hours }).then(({ error }) => ({ data: true, error })),
  )
  await page.getByRole('button', { name: 'Save hours' }).click()
  await page.getByText('Somebody else changed this meanwhile.', { exact: false }).waitFor(soon)
  expect(await until.inputValue()).toBe('12:00')
  await page.getByRole('button', { name: 'Show how it stands now' }).click()
  await expect.poll(() => until.inputValue(), soon).toBe('18:00')
}, 120_000)

test('Nora phones: Grace finds her, books a free time for her, and the history says who did it', async () => {
  const { page } = grace
  const { key } = await service()
  const from = Date.now() + 3 * 86_400_000
  const slots = await given(
    nora.supabase.rpc('free_slots', {
      service_key: key,
      from_at: new Date(from).toISOString(),
      to_at: new Date(from + 5 * 86_400_000).toISOString(),
    }),
  )
  const at = new Date(slots[0]?.starts_at ?? '')
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: careZone }).format(at)
  const clock = new Intl.DateTimeFormat('en', { timeZone: careZone, hour: 'numeric', minute: '2-digit' })
  await page.goto('/bookings')
  await page.getByRole('link', { name: 'New booking' }).click(soon)
  await page.getByRole('heading', { name: 'Who is it for?' }).waitFor(soon)
  await page.getByRole('searchbox', { name: 'Find the customer' }).fill(nora.email)
  const found = page.getByRole('list', { name: 'People found' }).getByRole('button', { name: /Nora/ })
  await found.waitFor(soon)
  expect(await axeFaults(page)).toEqual([])
  await found.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('radio', { name: new RegExp(label) }).check(soon)
  await page.getByText('For Nora').waitFor()
  await page.getByRole('button', { name: 'Choose a time' }).click()
  await page.getByRole('table').waitFor(soon)
  if (day.slice(0, 7) !== careToday().slice(0, 7))
    await page.getByRole('button', { name: 'Month after' }).click()
  await dayButton(grace, day).click(soon)
  await time(grace, clock.format(at)).click(soon)
  await page.getByText('Nora is told at once', { exact: false }).waitFor(soon)
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Book now' }).click()
  await heading(/^Booking B\d+$/)
  await page.getByRole('listitem').filter({ hasText: 'by Grace' }).waitFor(soon)
  const { data: booked } = await nora.supabase.from('bookings').select('starts_at, status').single()
  expect(booked?.status).toBe('confirmed')
  expect(new Date(booked?.starts_at ?? '').getTime()).toBe(at.getTime())
  const { data: told } = await nora.supabase
    .from('notifications')
    .select('event_type')
    .eq('event_type', 'booking.confirmed')
  expect(told).toHaveLength(1)
}, 120_000)

test('Grace retires the service and the room: nothing new is offered, and what Nora has stays', async () => {
  const { page } = grace
  const { key } = await service()
  const { id } = await resource()
  for (const [address, title] of [
    [`service=${key}`, 'Change the service'],
    [`resource=${id}`, 'Change the carer or room'],
  ] as const) {
    await page.goto(`/bookings/services?${address}`)
    await heading(title)
    await page.getByRole('switch', { name: 'Can be booked' }).uncheck(soon)
    await save()
    await heading('Services and rooms')
  }
  await page.getByRole('listitem').filter({ hasText: label }).getByText('Not offered').waitFor(soon)
  await page.getByRole('listitem').filter({ hasText: room }).getByText('Retired').waitFor(soon)
  expect(await axeFaults(page)).toEqual([])
  expect((await nora.supabase.from('services').select('key').eq('key', key)).data).toEqual([])
  expect((await nora.supabase.from('bookings').select('status')).data).toEqual([{ status: 'confirmed' }])
}, 120_000)

test('Nora has no way to set up anything', async () => {
  await stage.signIn(nora)
  await nora.page.goto('/bookings/services')
  await nora.page.getByRole('heading', { name: 'There is no page at this address.' }).waitFor(soon)
}, 120_000)

test('nothing complained but of what was refused because of Hugo', () => {
  const refused = /status of 409 .*\/rpc\/(save_service|set_hours)$/
  expect([nora, grace].flatMap((one) => one.complaints).filter((one) => !refused.test(one))).toEqual([])
})
