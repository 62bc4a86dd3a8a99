import type { Actor } from './stage.ts'

const soon = { timeout: 30_000 }

/** What a call answers, or the test fails. */
export async function given<T>(call: PromiseLike<{ data: T; error: { message: string } | null }>) {
  const { data, error } = await call
  if (error) throw new Error(error.message)
  return data as NonNullable<T>
}

export const careZone = 'Europe/Berlin'

/** A service of an hour that one carer does every day from 9 to 13 in Berlin. Each call makes another, so tests do not meet. */
export async function openCare(
  grace: Actor,
  carer: Actor,
  { label, ...settings }: Record<string, unknown> & { label?: string } = {},
) {
  const key = `care_${crypto.randomUUID().replace(/-/g, '').slice(0, 8)}`
  const name = label ?? `Home care ${key.slice(5)}`
  await given(
    grace.supabase.rpc('save_service', {
      ...{ key, label: name, duration_min: 60 },
      settings: { time_zone: careZone, step_min: 60, lead_min: 0, place: '7 Garden Row', ...settings },
    }),
  )
  const { data } = await grace.supabase.from('resources').select('id').eq('partner_id', carer.id)
  const { id } = await given(
    grace.supabase.rpc('save_resource', {
      // null makes a new one; the generated types know no null
      ...{ id: (data?.[0]?.id ?? null) as string, kind: 'carer', name: carer.name, service_keys: [key] },
      ...{ time_zone: careZone, partner_id: carer.id },
    }),
  )
  const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, starts: '09:00', ends: '13:00' }))
  await given(carer.supabase.rpc('set_hours', { resource_id: id, hours }))
  return { service: key, label: name, carer: id }
}

/** Books the first free time at least so many days ahead. */
export async function bookAhead(customer: Actor, service_key: string, days: number) {
  const from = Date.now() + days * 86_400_000
  const slots = await given(
    customer.supabase.rpc('free_slots', {
      service_key,
      from_at: new Date(from).toISOString(),
      to_at: new Date(from + 3 * 86_400_000).toISOString(),
    }),
  )
  const starts_at = slots[0]?.starts_at
  if (!starts_at) throw new Error(`Nothing of ${service_key} is free in ${days} days`)
  return given(
    customer.supabase.rpc('book', {
      client_id: crypto.randomUUID(),
      service_key,
      starts_at,
      note: 'Ring twice.',
    }),
  )
}

const dayIn = (zone: string, at: number | Date) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)
/** Today, on the wall where the carer works. */
export const careToday = () => dayIn(careZone, Date.now())

/** The day so many days from now where the carer works, and the moment of a full hour on it. */
export function ahead(days: number, hour: number) {
  const day = dayIn(careZone, Date.now() + days * 86_400_000)
  const wall = Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00Z`)
  const clock = new Intl.DateTimeFormat('en', { timeZone: careZone, hour: 'numeric', hourCycle: 'h23' })
  // Berlin is one hour ahead of UTC, or two
  const at = [1, 2]
    .map((n) => new Date(wall - n * 3_600_000))
    .find((one) => Number(clock.format(one)) === hour)
  if (!at) throw new Error(`Berlin has no ${hour} o’clock on ${day}`)
  return { day, at }
}

/** Chooses the service and comes to the days of the month that holds `day`. */
export async function toDays({ page }: Actor, label: string, day: string): Promise<void> {
  await page.goto('/bookings/new')
  await page.getByRole('radio', { name: new RegExp(label) }).check(soon)
  await page.getByRole('button', { name: 'Choose a time' }).click()
  await page.getByRole('table').waitFor(soon)
  if (day.slice(0, 7) !== careToday().slice(0, 7))
    await page.getByRole('button', { name: 'Month after' }).click()
}
export const dayButton = ({ page }: Actor, day: string) => page.locator(`[data-day="${day}"]`)
export const time = ({ page }: Actor, clock: string) => page.getByRole('button', { name: clock, exact: true })
