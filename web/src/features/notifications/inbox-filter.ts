import type { Notification } from './notification.ts'

export type Box = 'inbox' | 'archived' | 'snoozed'
/** What of the inbox is shown. `category` empty: all of them. */
export type InboxFilter = {
  box: Box
  category: readonly string[]
  isUnread: boolean
  isImportant: boolean
}

export const wholeInbox: InboxFilter = { box: 'inbox', category: [], isUnread: false, isImportant: false }
const important = ['high', 'urgent'] as const

/** As the calls of the database read it. `before` leaves out what came after that time. */
export function wireFilter({ box, category, isUnread, isImportant }: InboxFilter, before?: string) {
  return {
    box,
    ...(category.length > 0 && { category: [...category] }),
    ...(isUnread && { unread: true }),
    ...(isImportant && { priority: [...important] }),
    ...(before && { to: before }),
  }
}

export function boxOf({ archived_at, snoozed_until }: Notification, now = Date.now()): Box {
  if (archived_at) return 'archived'
  return snoozed_until && Date.parse(snoozed_until) > now ? 'snoozed' : 'inbox'
}

/** Whether the database would show it through this filter. */
export function fits(filter: InboxFilter, notification: Notification, now = Date.now()): boolean {
  return (
    boxOf(notification, now) === filter.box &&
    (filter.category.length === 0 || filter.category.includes(notification.category)) &&
    (!filter.isUnread || notification.read_at === null) &&
    (!filter.isImportant || important.some((priority) => priority === notification.priority))
  )
}
