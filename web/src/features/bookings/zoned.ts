import { formatTag } from '../../lib/locale.ts'

/** A calendar day as 2026-11-30, whatever the zone it was taken in. */
export type Day = string

const makers = new Map<string, Intl.DateTimeFormat>()
function formatter(timeZone: string, name: string, options: Intl.DateTimeFormatOptions, tag = formatTag) {
  const id = `${timeZone} ${name}`
  const made = makers.get(id) ?? new Intl.DateTimeFormat(tag, { ...options, timeZone })
  makers.set(id, made)
  return made
}

/** The day a moment belongs to, by the clock on the wall of a zone. */
export function dayIn(timeZone: string, at: Date): Day {
  // the one locale that writes dates as ISO does
  return formatter(
    timeZone,
    'day',
    { year: 'numeric', month: '2-digit', day: '2-digit', numberingSystem: 'latn', calendar: 'gregory' },
    'en-CA',
  ).format(at)
}

/** Minutes since midnight, by the clock on the wall of a zone. */
export function minuteIn(timeZone: string, at: Date): number {
  const [hour = 0, minute = 0] = formatter(
    timeZone,
    'minute',
    { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    'en-GB',
  )
    .format(at)
    .split(':')
    .map(Number)
  return hour * 60 + minute
}

/** "10:00" on the wall of a zone. */
export const clockIn = (timeZone: string, at: Date): string =>
  formatter(timeZone, 'clock', { hour: 'numeric', minute: '2-digit' }).format(at)

/** "10:00–11:00" on the wall of a zone. */
export const clockRangeIn = (timeZone: string, from: Date, to: Date): string =>
  formatter(timeZone, 'clock', { hour: 'numeric', minute: '2-digit' }).formatRange(from, to)

/** "Monday 30 November" on the wall of a zone, with the year where it is not this one. */
export function dateIn(timeZone: string, at: Date, now = new Date()): string {
  const isThisYear = dayIn(timeZone, at).slice(0, 4) === dayIn(timeZone, now).slice(0, 4)
  return formatter(timeZone, isThisYear ? 'date' : 'date and year', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(!isThisYear && { year: 'numeric' }),
  }).format(at)
}

/** "Monday 30 November, 10:00–11:00" on the wall of a zone; `short` for lists. */
export function rangeIn(timeZone: string, from: Date, to: Date, length: 'short' | 'long' = 'long'): string {
  const isThisYear = dayIn(timeZone, from).slice(0, 4) === dayIn(timeZone, new Date()).slice(0, 4)
  return formatter(timeZone, `range ${length} ${isThisYear}`, {
    weekday: length,
    day: 'numeric',
    month: length,
    hour: 'numeric',
    minute: '2-digit',
    ...(!isThisYear && { year: 'numeric' }),
  }).formatRange(from, to)
}

/** "Mon 30 Nov, 10:00" on the wall of a zone. */
export const momentIn = (timeZone: string, at: Date): string =>
  formatter(timeZone, 'moment', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  }).format(at)

/** "23 – 29 November", two days and what is between them. */
export const daysRange = (first: Day, last: Day): string =>
  formatter('UTC', 'days', { day: 'numeric', month: 'long' }).formatRange(noon(first), noon(last))

const noon = (day: Day) => new Date(`${day}T12:00:00Z`)
/** "Monday 30 November" of a day. */
export const dayName = (day: Day): string => dateIn('UTC', noon(day))
/** "30" of a day, in the reader's digits. */
export const dayNumber = (day: Day): string =>
  formatter('UTC', 'number', { day: 'numeric' })
    .formatToParts(noon(day))
    .find(({ type }) => type === 'day')?.value ?? ''
/** "November 2026" of a day. */
export const monthName = (day: Day): string =>
  formatter('UTC', 'month', { month: 'long', year: 'numeric' }).format(noon(day))
/** "Mon" of a day; `long` for those who hear it. */
export const weekdayName = (day: Day, weekday: 'short' | 'narrow' | 'long' = 'short'): string =>
  formatter('UTC', `weekday ${weekday}`, { weekday }).format(noon(day))

export const addDays = (day: Day, days: number): Day =>
  new Date(noon(day).getTime() + days * 86_400_000).toISOString().slice(0, 10)

/** The first of the month, so many months on. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, 1, 12)).toISOString().slice(0, 10)
}

/** On which day a week begins where the reader is: 1 Monday … 7 Sunday. */
function firstWeekday(): number {
  const place = new Intl.Locale(formatTag) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number }
    weekInfo?: { firstDay: number }
  }
  return (place.getWeekInfo?.() ?? place.weekInfo)?.firstDay ?? 1
}

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: Day): number => noon(day).getUTCDay() || 7

/** The first day of the week a day is in, as the reader counts weeks. */
export const weekStart = (day: Day, first = firstWeekday()): Day =>
  addDays(day, -((weekdayOf(day) - first + 7) % 7))

/** The weeks of a month: seven days each, of which some may lie in its neighbours. */
export function weeksOf(month: Day, first = firstWeekday()): Day[][] {
  const weeks: Day[][] = []
  const end = addMonths(month, 1)
  for (let day = weekStart(addMonths(month, 0), first); day < end; day = addDays(day, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, n) => addDays(day, n)))
  }
  return weeks
}

/** "Berlin time", for whoever reads times of another zone than their own; null in their own. */
export function otherZone(timeZone: string, at: Date): string | null {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  if (minuteIn(timeZone, at) === minuteIn(here, at)) return null
  return (
    formatter(timeZone, 'zone', { timeZoneName: 'longGeneric' })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  )
}

/** "10:00" of a time of the database, 10:00:00. */
export function timeName(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return clockIn('UTC', new Date(Date.UTC(2001, 0, 1, hour, minute)))
}

// the first of January 2001 was a Monday
/** The name of a weekday, 1 Monday … 7 Sunday. */
export const nameOfWeekday = (weekday: number, style: 'short' | 'narrow' | 'long' = 'long'): string =>
  weekdayName(addDays('2001-01-01', weekday - 1), style)
