import { Cron } from 'croner'

/** Moments in milliseconds of the database's clock. */
export type Schedule =
  | { kind: 'interval'; everyMs: number }
  | { kind: 'calendar'; next(after: number): number | undefined }

/** pg_cron's two languages, in GMT as its default: `N seconds`, or five fields with `$` for the last day of a month. */
export function parseSchedule(text: string): Schedule {
  const seconds = /^\s*(\d+)\s+seconds?\s*$/i.exec(text)
  if (seconds) return { kind: 'interval', everyMs: Number(seconds[1]) * 1000 }
  const fields = text.trim().split(/\s+/)
  const line = fields.map((field) => (field === '$' ? 'L' : field)).join(' ')
  const cron = new Cron(line, { timezone: 'UTC', ...(fields.length === 5 && { mode: '5-part' as const }) })
  return { kind: 'calendar', next: (after) => cron.nextRun(new Date(after))?.getTime() }
}
