import * as v from 'valibot'
import { paths } from '../../lib/paths.ts'
import { inboxWords } from './words/inbox.ts'

const maybe = v.nullish(v.string(), null)

/** One line of the inbox, as `inbox_page` and `notification_created` give it. */
export const notificationSchema = v.object({
  id: v.string(),
  event_type: v.string(),
  category: v.string(),
  priority: v.picklist(['low', 'normal', 'high', 'urgent']),
  title: v.string(),
  body: v.string(),
  action_url: maybe,
  action_label: maybe,
  image_url: maybe,
  subject_type: maybe,
  subject_id: maybe,
  inbox_at: v.string(),
  seen_at: maybe,
  read_at: maybe,
  archived_at: maybe,
  snoozed_until: maybe,
})

export type Notification = v.InferOutput<typeof notificationSchema>

/** Newest first; the id decides between rows of one transaction, which share their time. */
export function isNewer(a: Notification, b: Notification): boolean {
  return a.inbox_at === b.inbox_at ? a.id > b.id : a.inbox_at > b.inbox_at
}

/** A time just after it, for "everything up to this one". The database counts in microseconds, JavaScript in thousands of them. */
export function momentAfter({ inbox_at }: Notification): string {
  return new Date(Date.parse(inbox_at) + 1).toISOString()
}

/** The list with a notification in its place; one that is there already, elsewhere or otherwise marked, gives way. */
export function withNotification(list: readonly Notification[], added: Notification): Notification[] {
  const others = list.filter(({ id }) => id !== added.id)
  const at = others.findIndex((one) => isNewer(added, one))
  return at < 0 ? [...others, added] : others.toSpliced(at, 0, added)
}

export type Line =
  | { kind: 'day'; key: string; at: Date }
  | { kind: 'row'; key: string; notification: Notification; isFirst: boolean; isLast: boolean }

/** The list as lines on the screen: a heading for each calendar day of the reader, in the order given. */
export function linesOf(list: readonly Notification[]): Line[] {
  const lines: Line[] = []
  let day = ''
  for (const notification of list) {
    const at = new Date(notification.inbox_at)
    const isFirst = at.toDateString() !== day
    if (isFirst) {
      const last = lines.at(-1)
      if (last?.kind === 'row') last.isLast = true
      day = at.toDateString()
      lines.push({ kind: 'day', key: day, at })
    }
    lines.push({ kind: 'row', key: notification.id, notification, isFirst, isLast: false })
  }
  const last = lines.at(-1)
  if (last?.kind === 'row') last.isLast = true
  return lines
}

/** What can be done about it besides marking it: at most two ways on. */
export function waysOn({ action_url, action_label, subject_type, subject_id, category }: Notification) {
  const ways: { label: string; url: string }[] = []
  if (action_url && action_label) ways.push({ label: action_label, url: action_url })
  if (category === 'order' && subject_type === 'order' && subject_id)
    ways.push({ label: inboxWords.now().messages, url: paths.orderChat(subject_id) })
  return ways
}

/** The name of the bell's button: the exact number, for those who do not see the badge. */
export function bellLabel(unread: number): string {
  const words = inboxWords.now()
  return unread > 0 ? words.bell(unread) : words.title
}
