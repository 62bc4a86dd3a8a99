import type { Notification } from './notification.ts'

/** A notification for tests: an order's, unread, with what the test is about put in. */
export function told(parts: Partial<Notification>): Notification {
  return {
    id: 'one',
    event_type: 'order.accepted',
    category: 'order',
    priority: 'normal',
    title: 'Order A7 accepted',
    body: '',
    action_url: null,
    action_label: null,
    image_url: null,
    subject_type: null,
    subject_id: null,
    inbox_at: '2026-11-21T09:00:00Z',
    seen_at: null,
    read_at: null,
    archived_at: null,
    snoozed_until: null,
    ...parts,
  }
}
