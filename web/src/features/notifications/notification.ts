import * as v from 'valibot'

/** One line of the inbox, as the API and `notification_created` give it. */
export const notificationSchema = v.object({
  id: v.string(),
  event_type: v.string(),
  category: v.string(),
  priority: v.picklist(['low', 'normal', 'high', 'urgent']),
  title: v.string(),
  body: v.string(),
  action_url: v.nullish(v.string(), null),
  action_label: v.nullish(v.string(), null),
  image_url: v.nullish(v.string(), null),
  created_at: v.string(),
  read_at: v.nullish(v.string(), null),
  archived_at: v.nullish(v.string(), null),
})

export type Notification = v.InferOutput<typeof notificationSchema>

/** Newest first; the id decides between rows of one transaction, which share their time. */
export function isNewer(a: Notification, b: Notification): boolean {
  return a.created_at === b.created_at ? a.id > b.id : a.created_at > b.created_at
}

/** The list with a notification in its place; one already there stays as it is. */
export function withNotification(list: readonly Notification[], added: Notification): Notification[] {
  if (list.some(({ id }) => id === added.id)) return [...list]
  const at = list.findIndex((one) => isNewer(added, one))
  return at < 0 ? [...list, added] : list.toSpliced(at, 0, added)
}

export type Day = { key: string; at: Date; notifications: Notification[] }

/** The list by calendar day of the reader, in the order given. */
export function byDay(list: readonly Notification[]): Day[] {
  const days: Day[] = []
  for (const notification of list) {
    const at = new Date(notification.created_at)
    const key = at.toDateString()
    const last = days.at(-1)
    if (last?.key === key) last.notifications.push(notification)
    else days.push({ key, at, notifications: [notification] })
  }
  return days
}

/** The name of the bell's button: the exact number, for those who do not see the badge. */
export function bellLabel(unread: number): string {
  return unread > 0 ? `Notifications, ${unread} unread` : 'Notifications'
}
