import { paths } from '../../lib/paths.ts'
import { fullText } from '../../lib/time.ts'
import type { Entry } from './audit-query.ts'

/** A column that changed: its value before and after, as text; null where there was none. */
export type Change = { column: string; before: string | null; after: string | null }

// as Postgres writes a moment into JSON
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$/

const textOf = (value: unknown): string | null => {
  if (value === null || value === undefined) return null
  if (typeof value !== 'string') return JSON.stringify(value)
  return moment.test(value) ? fullText(new Date(value)) : value
}

export const hidden = '***'

/** The columns of an entry; of a row that was added or removed only those that say something. */
export function changesOf({ was, became, verb }: Pick<Entry, 'was' | 'became' | 'verb'>): Change[] {
  return [...new Set([...Object.keys(was), ...Object.keys(became)])]
    .map((column) => ({ column, before: textOf(was[column]), after: textOf(became[column]) }))
    .filter(({ before, after }) => verb === 'updated' || before !== null || after !== null)
}

/** Where the row is to be seen in the app, if anywhere. */
export function pathOf({ table_name, row_key }: Pick<Entry, 'table_name' | 'row_key'>): string | null {
  const [id = ''] = row_key.split('/')
  switch (table_name) {
    case 'public.orders':
    case 'private.location_holds':
      return paths.order(id)
    case 'public.profiles':
    case 'private.chat_suspensions':
      return paths.person(id)
    case 'public.support_tickets':
    case 'public.support_ticket_labels':
      return paths.supportRoom(id)
    case 'public.announcements':
      return paths.announcement(id)
    default:
      return null
  }
}
