import * as v from 'valibot'
import { formatTag } from '../../lib/locale.ts'
import { minuteMs } from '../../lib/time.ts'
import { queueWords } from './words/queue.ts'

const nullableText = v.nullable(v.string())
export const priorities = ['low', 'normal', 'high', 'urgent'] as const
export type Priority = (typeof priorities)[number]

/** One row of support_queue(). */
export const ticketSchema = v.object({
  room_id: v.string(),
  number: v.string(),
  subject: v.string(),
  state: v.picklist(['open', 'snoozed', 'resolved']),
  priority: v.picklist(priorities),
  requester_id: nullableText,
  requester_name: nullableText,
  assignee_id: nullableText,
  assignee_name: nullableText,
  labels: v.array(v.string()),
  order_id: nullableText,
  order_number: nullableText,
  waiting_since: nullableText,
  reply_due_at: nullableText,
  first_reply_at: nullableText,
  resolved_at: nullableText,
  snoozed_until: nullableText,
  created_at: v.string(),
  last_activity_at: v.string(),
  last_message: v.nullable(
    v.object({
      type: v.string(),
      body: nullableText,
      sender_id: nullableText,
      sender_name: nullableText,
      is_deleted: v.boolean(),
    }),
  ),
  unread: v.number(),
  is_member: v.boolean(),
})
export type Ticket = v.InferOutput<typeof ticketSchema>

export const filters = ['open', 'mine', 'unassigned', 'waiting', 'snoozed', 'resolved'] as const
export type Filter = (typeof filters)[number]

export const countsSchema = v.object({
  open: v.number(),
  mine: v.number(),
  unassigned: v.number(),
  waiting: v.number(),
  late: v.number(),
  snoozed: v.number(),
  reports: v.number(),
})
export type Counts = v.InferOutput<typeof countsSchema>

export const labelSchema = v.object({
  name: v.string(),
  tone: v.picklist(['neutral', 'accent', 'live', 'good', 'bad']),
})
export type Label = v.InferOutput<typeof labelSchema>

export const cannedSchema = v.object({
  id: v.string(),
  shortcut: v.string(),
  title: v.string(),
  body: v.string(),
})
export type Canned = v.InferOutput<typeof cannedSchema>

/** One row of my_requests(). */
export const requestSchema = v.object({
  room_id: v.string(),
  number: v.string(),
  subject: v.string(),
  state: v.picklist(['waiting', 'answered', 'resolved']),
  order_id: nullableText,
  order_number: nullableText,
  created_at: v.string(),
  resolved_at: nullableText,
  last_message_at: nullableText,
  unread: v.number(),
  stars: v.nullable(v.number()),
  comment: nullableText,
  may_rate: v.boolean(),
})
export type Request = v.InferOutput<typeof requestSchema>

/** The longest subject and words that open_support takes. */
export const mostSubject = 100
export const mostBody = 8000

/** What can stand between {{ and }} in a canned reply. */
export type Facts = {
  'customer.name': string | null
  'order.number': string | null
  'ticket.number': string
  'agent.name': string | null
}

/** A canned reply with its variables filled in; what is not known leaves no hole that reads badly. */
export function filled(body: string, facts: Facts): string {
  const unknown: Partial<Facts> = { 'customer.name': queueWords.now().customerUnknown }
  return body
    .replace(/\{\{ *([a-z.]+) *\}\}/g, (_, name: keyof Facts) => facts[name] ?? unknown[name] ?? '')
    .replace(/ +([,.!?])/g, '$1')
    .replace(/ {2,}/g, ' ')
}

/** The replies that a person who typed `/word` may mean, shortcuts that begin with it first. */
export function repliesFor(typed: string, replies: readonly Canned[]): Canned[] {
  const word = typed.toLowerCase()
  const rank = ({ shortcut, title }: Canned) =>
    shortcut.startsWith(word) ? 0 : title.toLowerCase().includes(word) ? 1 : 2
  return replies.filter((reply) => rank(reply) < 2).sort((a, b) => rank(a) - rank(b))
}

const spans = (unit: string, unitDisplay: 'short' | 'long') =>
  new Intl.NumberFormat(formatTag, { style: 'unit', unit, unitDisplay })
const inMinutes = spans('minute', 'short')
const inHours = spans('hour', 'short')
const inDays = spans('day', 'long')

/** "12 min", "3 hr", "2 days": how long between two moments, coarse. */
export function spanText(fromMs: number, toMs: number): string {
  const minutes = Math.floor(Math.abs(toMs - fromMs) / minuteMs)
  if (minutes < 60) return inMinutes.format(minutes)
  if (minutes < 48 * 60) return inHours.format(Math.floor(minutes / 60))
  return inDays.format(Math.floor(minutes / (24 * 60)))
}

/** Whether the next answer is late, and in words how late or how soon; null when nobody waits. */
export function dueText(
  { reply_due_at }: Pick<Ticket, 'reply_due_at'>,
  now: Date,
): { text: string; isLate: boolean } | null {
  if (!reply_due_at) return null
  const words = queueWords.now()
  const due = Date.parse(reply_due_at)
  const isLate = due < now.getTime()
  const span = spanText(due, now.getTime())
  return { isLate, text: isLate ? words.overdue(span) : words.dueIn(span) }
}
