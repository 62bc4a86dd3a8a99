import { durationText } from '../../../lib/duration.ts'
import { moneyText } from '../../../lib/money.ts'
import { timeText } from '../../../lib/time.ts'
import { isolated } from '../../../lib/words.ts'
import type { Message } from '../log/message.ts'
import { systemWords, type Words } from './system-words.ts'
import { listWords } from './words.ts'

const named = (name: unknown) => (typeof name === 'string' && name ? isolated(name) : null)

/** The sum a payment is told with; whatever the row may say besides. */
function sumOf({ amount_minor, currency }: Record<string, unknown>): string {
  const isSum =
    typeof amount_minor === 'number' && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)
  return isSum ? isolated(moneyText(amount_minor, currency)) : '—'
}

/** What an event of the system is called, or null for one this app does not know. */
function sentenceOf(meta: Record<string, unknown>, { events }: Words): string | null {
  const { event } = meta
  if (typeof event !== 'string' || !Object.hasOwn(events, event)) return null
  const until = new Date(typeof meta.until === 'string' ? meta.until : Number.NaN)
  return events[event as keyof Words['events']]({
    amount: sumOf(meta),
    name: named(meta.name) ?? '—',
    by: named(meta.by_name),
    former: named(meta.former_name),
    duration:
      typeof meta.duration_s === 'number' && meta.duration_s > 0
        ? isolated(durationText(meta.duration_s))
        : null,
    until: Number.isNaN(until.getTime()) ? '—' : isolated(timeText(until)),
  })
}

function stepOf(status: unknown, { steps, orderUpdated }: Words): string {
  return typeof status === 'string' && Object.hasOwn(steps, status)
    ? steps[status as keyof Words['steps']]
    : orderUpdated
}

/** What a line of the system says: the status or event in words, and the note somebody added. For components. */
export function systemText(
  { type, body, meta }: Pick<Message, 'type' | 'body' | 'meta'>,
  words = systemWords.use(),
): string {
  const head = type === 'order_update' ? stepOf(meta.status, words) : sentenceOf(meta, words)
  return head && body ? words.withNote(head, body) : head || body || words.notice
}

/** A bubble's words; kinds that carry no text say what they are. For components. */
export function bubbleText(type: Message['type'], text: string): string {
  return text || listWords.use().kinds[type]
}
