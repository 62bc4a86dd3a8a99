import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clockChanges, type Hours, minuteOfDay, quietUntilReference } from './quiet-reference.ts'

// half an hour, an hour and two hours of summer time; at midnight; by Ramadan; none; the ends of the world
const zones = [
  'UTC',
  'Europe/London',
  'America/New_York',
  'America/Havana',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
]
const changes = new Map(zones.map((zone) => [zone, clockChanges(zone)]))

let sql: pg.Client
const ada = crypto.randomUUID()

beforeAll(async () => {
  sql = new pg.Client({ connectionString: process.env.SUPABASE_DB_URL })
  await sql.connect()
  // one person whose hours are set anew for each case, in a transaction that never commits
  await sql.query('begin')
  // the zone of the server's session must not matter
  await sql.query(`set local timezone = 'America/Havana'`)
  await sql.query(`insert into auth.users (id, email) values ('${ada}', '${ada}@quiet.example')`)
  await sql.query(`insert into public.quiet_hours (user_id) values ('${ada}')`)
})
afterAll(async () => {
  await sql?.query('rollback')
  await sql?.end()
})

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

async function setHours({ zone, starts, ends, weekdays }: Hours): Promise<void> {
  await sql.query('update public.profiles set time_zone = $2 where id = $1', [ada, zone])
  await sql.query('update public.quiet_hours set starts = $2, ends = $3, weekdays = $4 where user_id = $1', [
    ada,
    clock(starts),
    clock(ends),
    weekdays,
  ])
}

async function quietUntil(priority: string, ...at: Date[]): Promise<string[]> {
  const { rows } = await sql.query<{ until: Date }>(
    'select private.quiet_until($1, $2, at) as until from unnest($3::timestamptz[]) with ordinality a (at, n) order by n',
    [ada, priority, at],
  )
  return rows.map(({ until }) => until.toISOString())
}

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const time = fc.integer({ min: 0, max: 1439 })
const hours = fc.record({
  zone: fc.constantFrom(...zones),
  starts: time,
  ends: time,
  weekdays: fc.oneof(fc.constant(everyDay), fc.subarray(everyDay, { minLength: 1 })),
})
const cases = hours.chain((chosen) =>
  fc.record({
    hours: fc.constant(chosen),
    at: fc
      .tuple(
        fc.constantFrom(...(changes.get(chosen.zone) ?? []), new Date('2028-02-28T00:00:00Z')),
        fc.integer({ min: -1440, max: 1440 }),
      )
      .map(([change, minute]) => new Date(change.getTime() + minute * 60_000)),
  }),
)

test('Ada is disturbed at the minute at which a reference that looks at every minute says so, whatever her hours, days and zone', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ hours, at }) => {
      await setHours(hours)
      expect(await quietUntil('normal', at)).toEqual([quietUntilReference(hours, at).toISOString()])
    }),
    { numRuns: 700, seed: 3 },
  )
}, 120_000)

test('so she is when her hours begin or end while the clocks are moved, forward or back', async () => {
  const steps = Array.from({ length: 13 }, (_, n) => (n - 6) * 20)
  for (const zone of zones) {
    for (const change of changes.get(zone)?.slice(0, 2) ?? []) {
      const at = steps.map((minutes) => new Date(change.getTime() + minutes * 60_000))
      const moved = minuteOfDay(change, zone)
      for (const step of steps) {
        const edge = (moved + step + 1440) % 1440
        const far = (moved + 720) % 1440
        for (const [starts, ends] of [
          [edge, far],
          [far, edge],
        ] as const) {
          const hours = { zone, starts, ends, weekdays: everyDay }
          await setHours(hours)
          const wanted = at.map((moment) => quietUntilReference(hours, moment).toISOString())
          expect({ hours, until: await quietUntil('normal', ...at) }).toEqual({ hours, until: wanted })
        }
      }
    }
  }
}, 120_000)

test('urgent news passes at every hour, and nothing else does', async () => {
  const night = { zone: 'Europe/London', starts: 22 * 60, ends: 7 * 60, weekdays: everyDay }
  await setHours(night)
  const at = ['2026-03-28', '2026-03-29', '2026-10-25', '2026-06-15'].flatMap((day) =>
    Array.from({ length: 24 }, (_, hour) => new Date(`${day}T${String(hour).padStart(2, '0')}:30:00Z`)),
  )
  expect(await quietUntil('urgent', ...at)).toEqual(at.map((moment) => moment.toISOString()))
  const wanted = at.map((moment) => quietUntilReference(night, moment).toISOString())
  expect(wanted.filter((until, n) => until !== at[n]?.toISOString()).length).toBe(36)
  for (const priority of ['low', 'normal', 'high']) expect(await quietUntil(priority, ...at)).toEqual(wanted)
})

test('what is held is held no longer than the hours last, and not again at their end', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ hours, at }) => {
      await setHours(hours)
      const [until = ''] = await quietUntil('low', at)
      const heldMs = Date.parse(until) - at.getTime()
      expect(heldMs).toBeGreaterThanOrEqual(0)
      // a day, and the two hours by which clocks are moved at most
      expect(heldMs).toBeLessThanOrEqual(26 * 3_600_000)
      expect(await quietUntil('low', new Date(until))).toEqual([until])
    }),
    { numRuns: 300, seed: 5 },
  )
}, 60_000)
