import { hourMs } from '../../lib/time.ts'
import { inboxWords } from './words/inbox.ts'

export type SnoozeTime = { label: string; at: Date }

const at = (now: Date, days: number, hour: number): Date =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour)

/** When to be reminded, in the reader's zone: an hour on, 18:00 today, 08:00 tomorrow, 08:00 on Monday. */
export function snoozeTimes(now: Date): SnoozeTime[] {
  const words = inboxWords.now()
  const times = [
    { label: words.inAnHour, at: new Date(now.getTime() + hourMs) },
    { label: words.thisEvening, at: at(now, 0, 18) },
    { label: words.tomorrow, at: at(now, 1, 8) },
    // Monday is 1; from a Monday on it is a week ahead
    { label: words.nextWeek, at: at(now, ((8 - now.getDay()) % 7) + (now.getDay() === 1 ? 7 : 0), 8) },
  ]
  // an evening that is less than an hour away is no evening to wait for
  return times.filter((time, place) => place !== 1 || time.at.getTime() - now.getTime() >= hourMs)
}

/** A moment as an `<input type="datetime-local">` wants it, in the reader's zone. */
export function localInput(moment: Date): string {
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
