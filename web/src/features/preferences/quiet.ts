import * as v from 'valibot'
import { countText } from '../../lib/format.ts'
import { formatTag } from '../../lib/locale.ts'
import { preferencesWords } from './words.ts'

const clockTime = v.pipe(
  v.string(),
  v.regex(/^\d{2}:\d{2}/),
  v.transform((time) => time.slice(0, 5)),
)
/** Quiet hours by the clock on the person's wall, "22:00"; days 1 (Monday) to 7 on which they begin. */
export const quietSchema = v.object({
  is_enabled: v.boolean(),
  starts: clockTime,
  ends: clockTime,
  weekdays: v.array(v.number()),
})
export type QuietHours = v.InferOutput<typeof quietSchema>

export const everyDay = [1, 2, 3, 4, 5, 6, 7]
/** What is offered to somebody who set nothing. */
export const usualNight: QuietHours = {
  is_enabled: false,
  starts: '22:00',
  ends: '07:00',
  weekdays: everyDay,
}

const dayMinutes = 1440

export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** The quiet parts of one day in minutes, for a bar from midnight to midnight: two when they span it. */
export function spansOf({
  starts,
  ends,
}: Pick<QuietHours, 'starts' | 'ends'>): { from: number; to: number }[] {
  const [from, to] = [minutesOf(starts), minutesOf(ends)]
  if (from < to) return [{ from, to }]
  return [
    { from: 0, to },
    { from, to: dayMinutes },
  ].filter((span) => span.from < span.to)
}

/** "9 h", "8 h 30 min": how long they last on a usual day. */
export function lengthText({ starts, ends }: Pick<QuietHours, 'starts' | 'ends'>): string {
  const minutes = (minutesOf(ends) - minutesOf(starts) + dayMinutes) % dayMinutes
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60]
  const words = preferencesWords.now()
  if (rest === 0) return words.hours(countText(whole))
  return whole === 0 ? words.minutes(countText(rest)) : words.hoursMinutes(countText(whole), countText(rest))
}

const clock = new Intl.DateTimeFormat(formatTag, { timeStyle: 'short', timeZone: 'UTC' })
/** "07:00" or "7:00 AM", as the reader writes it. */
export const clockWords = (minutes: number) => clock.format(minutes * 60_000)

/** What the clock on a wall in that zone shows; null for a zone this browser does not know. */
export function wallClock(now: Date, zone: string): { minutes: number; weekday: number } | null {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    }).formatToParts(now)
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
    const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday')) + 1
    return { minutes: minutesOf(`${part('hour')}:${part('minute')}`), weekday }
  } catch {
    return null
  }
}

/** Whether it is quiet at this time of this day; a night belongs to the day on which it begins. */
export function isQuietAt(hours: QuietHours, minutes: number, weekday: number): boolean {
  if (!hours.is_enabled || hours.starts === hours.ends) return false
  const [from, to] = [minutesOf(hours.starts), minutesOf(hours.ends)]
  const yesterday = weekday === 1 ? 7 : weekday - 1
  if (from < to) return minutes >= from && minutes < to && hours.weekdays.includes(weekday)
  return (
    (minutes >= from && hours.weekdays.includes(weekday)) ||
    (minutes < to && hours.weekdays.includes(yesterday))
  )
}

/** "Europe/London" as "London", for people. */
export const placeOf = (zone: string) => zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')

/** Where this device says it is. */
export const deviceZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone
