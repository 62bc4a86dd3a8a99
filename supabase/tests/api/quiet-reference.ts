/** Quiet hours as a person chose them; times are minutes since midnight, days 1 (Monday) to 7. */
export type Hours = { zone: string; starts: number; ends: number; weekdays: number[] }

const minuteMs = 60_000
const dayMinutes = 1440
const formats = new Map<string, Intl.DateTimeFormat>()

/** What the clock on a wall in that zone shows, in minutes since 1970 as if it were UTC: what the ICU of Node says, not Postgres. */
function wallMinute(minute: number, zone: string): number {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
    formats.set(zone, format)
  }
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(minute * minuteMs)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute: shown = 0 } = part
  return Date.UTC(year, month - 1, day, hour, shown) / minuteMs
}

const windows = new Map<string, Int32Array>()
const windowDays = 7

/** The wall clock at every minute of seven days from the given UTC day on. */
function wallsFrom(firstDay: number, zone: string): Int32Array {
  const key = `${zone} ${firstDay}`
  let walls = windows.get(key)
  if (!walls) {
    walls = Int32Array.from({ length: windowDays * dayMinutes }, (_, n) =>
      wallMinute(firstDay * dayMinutes + n, zone),
    )
    windows.set(key, walls)
  }
  return walls
}

const weekdayOf = (day: number) => ((((day + 3) % 7) + 7) % 7) + 1

/**
 * The first whole minute from `at` on that is not quiet, by looking at every minute there is. An hour that begins on a chosen day is
 * quiet from the first minute whose wall clock has reached `starts` to the last one whose wall clock is before `ends`.
 */
export function quietUntilReference({ zone, starts, ends, weekdays }: Hours, at: Date): Date {
  if (starts === ends) return at
  const atMinute = Math.floor(at.getTime() / minuteMs)
  const firstDay = Math.floor(atMinute / dayMinutes) - 3
  const walls = wallsFrom(firstDay, zone)
  const first = firstDay * dayMinutes
  const isQuiet = new Uint8Array(walls.length)
  for (let day = firstDay; day < firstDay + windowDays; day += 1) {
    if (!weekdays.includes(weekdayOf(day))) continue
    const from = walls.findIndex((wall) => wall >= day * dayMinutes + starts)
    const to = walls.findLastIndex((wall) => wall < (day + (ends < starts ? 1 : 0)) * dayMinutes + ends) + 1
    if (from >= 0 && from < to) isQuiet.fill(1, from, to)
  }
  let minute = atMinute - first
  if (!isQuiet[minute]) return at
  while (isQuiet[minute]) minute += 1
  return new Date((first + minute) * minuteMs)
}

/** The moments in 2026 and 2027 at which this zone moves its clocks. */
export function clockChanges(zone: string): Date[] {
  const offset = (minute: number) => wallMinute(minute, zone) - minute
  const begin = Date.UTC(2026, 0, 1) / minuteMs
  return Array.from({ length: 730 }, (_, n) => begin + n * dayMinutes)
    .filter((minute) => offset(minute) !== offset(minute + dayMinutes))
    .map((day) => Array.from({ length: dayMinutes }, (_, n) => day + n + 1))
    .map((minutes) => minutes.find((minute) => offset(minute) !== offset(minute - 1)) ?? 0)
    .map((minute) => new Date(minute * minuteMs))
}

/** The minute of the day that the clock on the wall shows. */
export const minuteOfDay = (at: Date, zone: string) => wallMinute(at.getTime() / minuteMs, zone) % dayMinutes
