import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asAdmin } from './actors.ts'

type Rule = {
  first_day: string
  unit: 'day' | 'week' | 'month'
  every: number
  weekdays: number[]
  until: string | null
  most: number | null
}
const dayMs = 86_400_000
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const weekday = (ms: number) => new Date(ms).getUTCDay() || 7

/** The rule once more, by walking: from week to week and month to month, never by a remainder. */
function daysOf(rule: Rule, end: string): string[] {
  const first = Date.parse(rule.first_day)
  const last = Math.min(Date.parse(end), rule.until ? Date.parse(rule.until) : Number.POSITIVE_INFINITY)
  const days: number[] = []
  if (rule.unit === 'day') for (let day = first; day <= last; day += rule.every * dayMs) days.push(day)
  if (rule.unit === 'week')
    for (let monday = first - (weekday(first) - 1) * dayMs; monday <= last; monday += rule.every * 7 * dayMs)
      for (const one of rule.weekdays) days.push(monday + (one - 1) * dayMs)
  if (rule.unit === 'month') {
    const [year = 0, month = 1, wanted = 1] = rule.first_day.split('-').map(Number)
    for (let n = 0; ; n += rule.every) {
      const lastOfMonth = new Date(Date.UTC(year, month + n, 0)).getUTCDate()
      const day = Date.UTC(year, month - 1 + n, Math.min(wanted, lastOfMonth))
      if (day > last) break
      days.push(day)
    }
  }
  return days
    .filter((day) => day >= first && day <= last)
    .sort((a, b) => a - b)
    .slice(0, rule.most ?? undefined)
    .map(iso)
}

const day = fc.integer({ min: 20_400, max: 23_000 }).map((n) => iso(n * dayMs))
const monthEnd = fc
  .tuple(fc.integer({ min: 2026, max: 2032 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => iso(Date.UTC(year, month, 0)))
const rule: fc.Arbitrary<Rule> = fc
  .record({
    first_day: fc.oneof(day, monthEnd),
    unit: fc.constantFrom('day', 'week', 'month'),
    every: fc.integer({ min: 1, max: 7 }),
    others: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 4 }),
    lasts: fc.option(fc.integer({ min: 0, max: 500 })),
    most: fc.option(fc.integer({ min: 1, max: 40 })),
  })
  .map(({ first_day, unit, every, others, lasts, most }) => ({
    ...{ first_day, unit: unit as Rule['unit'], every, most },
    weekdays: unit === 'week' ? [...new Set([...others, weekday(Date.parse(first_day))])].sort() : [],
    until: lasts === null ? null : iso(Date.parse(first_day) + lasts * dayMs),
  }))

const seriesDays = `
  select r.n, coalesce(array_agg(d.day::text order by d.day) filter (where d.day is not null), '{}') as days
  from jsonb_array_elements($1::jsonb) with ordinality r (rule, n)
  left join lateral private.series_days(jsonb_populate_record(null::public.booking_series, r.rule), (r.rule ->> 'end')::date) d (day) on true
  group by r.n order by r.n`

test('the days of four hundred series, by days, weeks and months, are those of another writing of the rule', async () => {
  const rules = fc
    .sample(rule, 400)
    .map((one) => ({ ...one, end: iso(Date.parse(one.first_day) + 800 * dayMs) }))
  const found = await asAdmin<{ days: string[] }>(seriesDays, [JSON.stringify(rules)])
  for (const [n, one] of rules.entries())
    expect({ rule: one, days: found[n]?.days }).toEqual({ rule: one, days: daysOf(one, one.end) })
}, 60_000)

test.each([
  ['2027-01-31', ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31']],
  ['2027-10-30', ['2027-10-30', '2027-11-30', '2027-12-30', '2028-01-30', '2028-02-29']],
])(
  'every month from %s on goes on at the end of shorter months, and comes back to its day',
  async (first_day, days) => {
    const one = { ...{ first_day, unit: 'month', every: 1, weekdays: [], most: 5 }, end: '2030-01-01' }
    const [found] = await asAdmin<{ days: string[] }>(seriesDays, [JSON.stringify([one])])
    expect(found?.days).toEqual(days)
  },
)

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'America/Santiago',
  'UTC',
]
/** What the clock on a wall shows. */
const clocks = new Map(
  zones.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }),
  ]),
)
const wallOf = (zone: string, at: Date) => clocks.get(zone)?.format(at) ?? ''

test('a daily series is once on each day at the same time on the wall, over every change of the clocks in six years', async () => {
  const cases = fc.sample(
    fc.record({
      zone: fc.constantFrom(...zones),
      minute: fc.integer({ min: 0, max: 47 }).map((half) => half * 30),
    }),
    24,
  )
  const rows = await asAdmin<{ n: string; day: string; at: Date }>(
    `select c.n, d.day::text, private.wall_moment(d.day + (c.one ->> 'at')::time, c.one ->> 'zone', false) as at
     from jsonb_array_elements($1::jsonb) with ordinality c (one, n)
     cross join lateral private.series_days(jsonb_populate_record(null::public.booking_series,
       '{"first_day": "2026-01-01", "unit": "day", "every": 1}'), '2031-12-31') d (day) order by c.n, d.day`,
    [
      JSON.stringify(
        cases.map(({ zone, minute }) => ({
          zone,
          at: `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
        })),
      ),
    ],
  )
  for (const [n, { zone, minute }] of cases.entries()) {
    const own = rows.filter((row) => Number(row.n) === n + 1)
    expect(own).toHaveLength(2191)
    let moved = 0
    for (const [i, { day: on, at }] of own.entries()) {
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
      const shows = wallOf(zone, at)
      if (shows !== `${on} ${time}`) {
        // the clocks leave it out: it is the moment they are moved, just before which they show less
        moved++
        expect(shows > `${on} ${time}`).toBe(true)
        expect(wallOf(zone, new Date(at.getTime() - 1000)) < `${on} ${time}`).toBe(true)
      } else {
        // of a time the clocks repeat it is the first
        expect(wallOf(zone, new Date(at.getTime() - 3_600_000)) === `${on} ${time}`).toBe(false)
      }
      const before = own[i - 1]
      if (before)
        expect(Math.abs(at.getTime() - before.at.getTime() - dayMs)).toBeLessThanOrEqual(2 * 3_600_000)
    }
    expect(moved).toBeLessThanOrEqual(12)
  }
}, 120_000)

test('on days of 23 and 25 hours each slot is there once, and a carer who works all day has every hour of them', async () => {
  // the moments between two midnights in Berlin, an hour apart, through the grid that free_slots counts by
  const rows = await asAdmin<{ day: string; slots: number; open: boolean }>(
    `with s as (select jsonb_populate_record(null::public.services, '{"time_zone": "Europe/Berlin", "step_min": 60, "duration_min": 60, "pause_min": 0}') as service)
     select d.day::text, count(*)::int as slots, bool_and(private.is_on_grid(s.service, at)) as open
     from s, unnest('{2027-03-27,2027-03-28,2027-10-31,2027-11-01}'::date[]) d (day)
     cross join lateral generate_series(private.wall_moment(d.day::timestamp, 'Europe/Berlin', false),
       private.wall_moment(d.day::timestamp + interval '1 day', 'Europe/Berlin', false) - interval '1 second', interval '1 hour') at
     group by 1 order by 1`,
  )
  expect(rows).toEqual([
    { day: '2027-03-27', slots: 24, open: true },
    { day: '2027-03-28', slots: 23, open: true },
    { day: '2027-10-31', slots: 25, open: true },
    { day: '2027-11-01', slots: 24, open: true },
  ])
})
