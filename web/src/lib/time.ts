import { formatTag } from './locale.ts'

// as this reader's own style writes nine: the parts of en-GB alone make "9:05" but its ranges "09:05–09:12"
const nine = new Intl.DateTimeFormat(formatTag, { timeStyle: 'short' }).format(new Date(2026, 0, 1, 9))
const hour = nine.startsWith('09') ? '2-digit' : 'numeric'
const clock = new Intl.DateTimeFormat(formatTag, { hour, minute: '2-digit' })
const weekdayAndClock = new Intl.DateTimeFormat(formatTag, {
  weekday: 'short',
  hour,
  minute: '2-digit',
})
const dayAndClock = new Intl.DateTimeFormat(formatTag, {
  day: 'numeric',
  month: 'short',
  hour,
  minute: '2-digit',
})
const full = new Intl.DateTimeFormat(formatTag, { dateStyle: 'full', timeStyle: 'short' })
const ago = new Intl.RelativeTimeFormat(formatTag, { numeric: 'auto', style: 'short' })
const weekday = new Intl.DateTimeFormat(formatTag, { weekday: 'long' })
const dayOfYear = new Intl.DateTimeFormat(formatTag, { day: 'numeric', month: 'long' })

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** Whole calendar days between two moments in the reader's zone: 0 today, 1 yesterday. */
export function daysBetween(then: Date, now: Date): number {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
  return Math.round((midnight(now) - midnight(then)) / dayMs)
}

/** "14:05" today, "Tue 14:05" this week, else "3 Nov, 14:05". */
export function timeText(then: Date, now = new Date()): string {
  const days = daysBetween(then, now)
  if (days === 0) return clock.format(then)
  return (days > 0 && days < 7 ? weekdayAndClock : dayAndClock).format(then)
}

/** "14:05", always. */
export function clockText(then: Date): string {
  return clock.format(then)
}

/** The whole truth, for title attributes. */
export function fullText(then: Date): string {
  return full.format(then)
}

/** "now", "2 min ago", "3 hr ago", "yesterday"; for lists. */
export function agoText(then: Date, now = new Date()): string {
  const elapsed = now.getTime() - then.getTime()
  if (elapsed < minuteMs) return ago.format(0, 'second')
  if (elapsed < hourMs) return ago.format(-Math.floor(elapsed / minuteMs), 'minute')
  if (elapsed < 12 * hourMs || daysBetween(then, now) === 0) {
    return ago.format(-Math.floor(elapsed / hourMs), 'hour')
  }
  const days = daysBetween(then, now)
  return days < 7 ? ago.format(-days, 'day') : dayOfYear.format(then)
}

/** "Today", "Yesterday", "Tuesday", "3 November"; for dividers. */
export function dayText(then: Date, now = new Date()): string {
  const days = daysBetween(then, now)
  if (days <= 1 && days >= 0) {
    const text = new Intl.RelativeTimeFormat(formatTag, { numeric: 'auto' }).format(-days, 'day')
    return text.charAt(0).toLocaleUpperCase() + text.slice(1)
  }
  return days > 0 && days < 7 ? weekday.format(then) : dayOfYear.format(then)
}

const clockAndSeconds = new Intl.DateTimeFormat(formatTag, {
  hour,
  minute: '2-digit',
  second: '2-digit',
})

/** "14:05:20", for a moment of a replay. */
export function preciseText(then: Date): string {
  return clockAndSeconds.format(then)
}

/** "14:05–14:12", or one time when both are in the same minute. */
export function clockRangeText(from: Date, to: Date): string {
  return clock.formatRange(from, to)
}
