import { beforeAll, expect, test } from 'vitest'
import { asAdmin, join, nobody, type Person, person, placeOrder } from './actors.ts'

let grace: Person
let sam: Person
let tom: Person
let customers: Person[]
beforeAll(async () => {
  ;[grace, sam, tom] = await Promise.all([
    person('Grace', 'staff'),
    person('Sam', 'partner'),
    person('Tom', 'partner'),
  ])
  customers = await Promise.all(Array.from({ length: 10 }, (_, n) => person(`Customer${n}`)))
}, 60_000)

const hourly = { time_zone: 'UTC', step_min: 60, lead_min: 0, remind_before_min: [60] }

/** A service of its own for each test, done by these carers every day around the clock. */
async function service(carers: Person[], settings: object = hourly) {
  const key = `test_${crypto.randomUUID().replace(/-/g, '').slice(0, 10)}`
  const saved = await grace.supabase.rpc('save_service', {
    ...{ key, label: 'Massage', duration_min: 60 },
    settings: settings as never,
  })
  expect(saved.error).toBeNull()
  const ids: string[] = []
  for (const { id, name, supabase } of carers) {
    const { data: old } = await grace.supabase.from('resources').select('id').eq('partner_id', id)
    const links = await grace.supabase
      .from('service_resources')
      .select('service_key')
      .eq('resource_id', old?.[0]?.id ?? crypto.randomUUID())
    const { data, error } = await grace.supabase.rpc('save_resource', {
      // null makes a new one; the generated types know no null
      ...{ id: (old?.[0]?.id ?? null) as string, kind: 'carer', name, partner_id: id },
      service_keys: [key, ...(links.data ?? []).map((link) => link.service_key)],
    })
    expect(error).toBeNull()
    ids.push(data?.id ?? '')
    const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, starts: '00:00', ends: '24:00' }))
    expect((await supabase.rpc('set_hours', { resource_id: data?.id ?? '', hours })).error).toBeNull()
  }
  return { key, ids }
}
const dayFrom = (days: number, hour = 10) => {
  const at = new Date(Date.now() + days * 86_400_000)
  at.setUTCHours(hour, 0, 0, 0)
  return at.toISOString()
}
const book = ({ supabase }: Person, service_key: string, starts_at: string, client_id?: string) =>
  supabase.rpc('book', { service_key, starts_at, client_id: client_id ?? crypto.randomUUID() })

test('a hundred people ask for the same hour of two carers at once: two have it, ninety-eight are told it is taken', async () => {
  const { key } = await service([sam, tom])
  const at = dayFrom(3)
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) => book(customers[n % 10] as Person, key, at)),
  )
  const won = answers.filter(({ data }) => data)
  expect(won).toHaveLength(2)
  expect(new Set(won.map(({ data }) => data?.carer_id)).size).toBe(2)
  // nobody met a deadlock, a constraint or a queue that gave up
  expect(new Set(answers.filter(({ error }) => error).map(({ error }) => error?.hint))).toEqual(
    new Set(['slot_taken']),
  )
  const told = await asAdmin<{ n: number }>(
    `select count(*)::int as n from public.notifications where event_type = 'booking.confirmed' and subject_id = any ($1)`,
    [won.map(({ data }) => data?.id)],
  )
  expect(told[0]?.n).toBe(2)
}, 120_000)

test('bookings, moves and cancels of overlapping hours at once never leave a carer in two places', async () => {
  const { key, ids } = await service([sam], { ...hourly, step_min: 30 })
  const at = (n: number) => new Date(Date.parse(dayFrom(5, 8)) + n * 1_800_000).toISOString()
  const first = await Promise.all(customers.map((one, n) => book(one, key, at(n * 2))))
  expect(first.every(({ data }) => data)).toBe(true)
  const answers = await Promise.all([
    ...first.map(({ data }, n) =>
      (customers[n] as Person).supabase.rpc('move_booking', {
        booking_id: data?.id ?? '',
        starts_at: at((n * 7 + 3) % 30),
      }),
    ),
    ...first
      .slice(0, 4)
      .map(({ data }, n) =>
        (customers[n] as Person).supabase.rpc('cancel_booking', { booking_id: data?.id ?? '' }),
      ),
    ...Array.from({ length: 20 }, (_, n) => book(customers[n % 10] as Person, key, at(n))),
  ])
  const refusals = new Set(answers.filter(({ error }) => error).map(({ error }) => error?.hint))
  expect([...refusals].filter((hint) => !['slot_taken', 'not_allowed_now'].includes(hint ?? ''))).toEqual([])
  const twice = await asAdmin(
    `select a.number from public.bookings a join public.bookings b on a.carer_id = b.carer_id and a.id < b.id and a.occupied && b.occupied
     where a.carer_id = $1 and private.is_live(a.status) and private.is_live(b.status)`,
    [ids[0]],
  )
  expect(twice).toEqual([])
}, 120_000)

test('the same press sent eight times at once is one booking', async () => {
  const { key } = await service([sam])
  const client_id = crypto.randomUUID()
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => book(customers[0] as Person, key, dayFrom(7), client_id)),
  )
  expect(new Set(answers.map(({ data }) => data?.id)).size).toBe(1)
  expect(answers.filter(({ error }) => error)).toEqual([])
}, 120_000)

test('who listens to free times hears that something changed, and no word of whom', async () => {
  const { key } = await service([tom])
  const [ada, eve] = customers as [Person, Person]
  const ear = await join(eve.supabase, `availability:${key}`)
  if (ear.state !== 'joined') throw new Error('Eve was refused')
  const at = dayFrom(9)
  const { data } = await book(ada, key, at)
  await expect.poll(() => ear.heard.length, { timeout: 20_000 }).toBeGreaterThan(0)
  const [said] = ear.heard
  expect(said?.event).toBe('availability_changed')
  expect(
    Object.keys(said?.payload ?? {})
      .filter((name) => name !== 'id')
      .sort(),
  ).toEqual(['from', 'to'])
  expect(new Date(String(said?.payload.from)).getTime()).toBe(Date.parse(at))
  expect(JSON.stringify(ear.heard)).not.toContain(ada.id)
  expect(JSON.stringify(ear.heard)).not.toContain(data?.number ?? '?')
  // what is free says no more either
  const { data: slots } = await eve.supabase.rpc('free_slots', {
    ...{ service_key: key, from_at: dayFrom(9, 9), to_at: dayFrom(9, 12), and_taken: true },
  })
  expect(slots?.map(({ is_free }) => is_free)).toEqual([true, false, true])
  expect(JSON.stringify(slots)).not.toContain(ada.id)
}, 120_000)

test('a stranger learns nothing of a booking by table, by call or by topic, and nobody not even of the services', async () => {
  const { key } = await service([tom])
  const [ada, eve] = customers as [Person, Person]
  const { data } = await book(ada, key, dayFrom(11))
  const booking_id = data?.id ?? ''
  const before = await ada.supabase.from('bookings').select('*').eq('id', booking_id).single()
  expect((await eve.supabase.from('bookings').select('id').eq('id', booking_id)).data).toEqual([])
  expect((await eve.supabase.from('booking_events').select('id').eq('booking_id', booking_id)).data).toEqual(
    [],
  )
  for (const answer of [
    await eve.supabase.rpc('booking_view', { booking_id }),
    await eve.supabase.rpc('move_booking', { booking_id, starts_at: dayFrom(12) }),
    await eve.supabase.rpc('cancel_booking', { booking_id }),
    await eve.supabase.rpc('confirm_booking', { booking_id }),
    await eve.supabase.rpc('close_booking', { booking_id, has_come: false }),
  ])
    expect(answer.error?.hint).toBe('booking_not_found')
  expect(
    (await eve.supabase.from('bookings').update({ status: 'cancelled' }).eq('id', booking_id)).error?.code,
  ).toBe('42501')
  expect((await join(eve.supabase, `user:${ada.id}`)).state).toBe('refused')
  expect((await ada.supabase.from('bookings').select('*').eq('id', booking_id).single()).data).toEqual(
    before.data,
  )
  expect((await nobody().from('services').select('key')).error?.code).toBe('42501')
  expect((await join(nobody(), `availability:${key}`)).state).toBe('refused')
}, 120_000)

test('a booking of an order stands in its conversation, in the inbox and in the history after one commit', async () => {
  const { key } = await service([tom])
  const [ada] = customers as [Person]
  const order = await placeOrder(ada)
  const { data } = await ada.supabase.rpc('book', {
    ...{ client_id: crypto.randomUUID(), service_key: key, starts_at: dayFrom(13), order_id: order.id },
  })
  const [found] = await asAdmin<Record<string, number>>(
    `select (select count(*)::int from public.booking_events where booking_id = $1) as lines,
       (select count(*)::int from public.notifications where subject_id = $1 and event_type = 'booking.confirmed') as told,
       (select count(*)::int from public.messages m join public.rooms r on r.id = m.room_id
         where r.order_id = $2 and m.meta ->> 'event' = 'booking_confirmed' and m.meta ->> 'name' = $3) as said,
       (select count(*)::int from private.booking_reminders where booking_id = $1 and ended_at is null) as reminders`,
    [data?.id, order.id, data?.number],
  )
  expect(found).toEqual({ lines: 1, told: 1, said: 1, reminders: 1 })
}, 120_000)
