import type { Words } from './system-words.ts'

export const en: Words = {
  steps: {
    placed: 'Order placed',
    accepted: 'Order accepted',
    picked_up: 'Picked up',
    in_progress: 'In progress',
    ready: 'Ready',
    out_for_delivery: 'Out for delivery',
    delivered: 'Delivered',
    cancelled: 'Order cancelled',
  },
  orderUpdated: 'Order updated',
  notice: 'Notice',
  events: {
    room_opened: ({ by }) => (by ? `${by} opened this conversation` : 'This conversation was opened'),
    room_closed: ({ by }) => (by ? `${by} closed this conversation` : 'This conversation was closed'),
    room_archived: ({ by }) => (by ? `${by} archived this conversation` : 'This conversation was archived'),
    room_reopened: ({ by }) =>
      by ? `${by} opened this conversation again` : 'This conversation is open again',
    request_resolved: ({ by }) => (by ? `${by} resolved this request` : 'This request was resolved'),
    request_reopened: ({ by }) => (by ? `${by} opened this request again` : 'This request is open again'),
    member_joined: ({ name }) => `${name} joined`,
    member_left: ({ name }) => `${name} left`,
    member_added: ({ name, by }) => (by ? `${by} added ${name}` : `${name} was added`),
    member_removed: ({ name, by }) => (by ? `${by} removed ${name}` : `${name} was removed`),
    member_muted: ({ name, by, until }) =>
      by ? `${by} muted ${name} until ${until}` : `${name} is muted until ${until}`,
    member_unmuted: ({ name }) => `${name} may write again`,
    partner_changed: ({ name, former }) =>
      name === '—'
        ? `${former ?? 'The partner'} is no longer on this order`
        : `${name} took over from ${former ?? 'the partner'}`,
    arrived_at_pickup: ({ name }) => `${name} is at the pickup`,
    left_pickup: ({ name }) => `${name} has left the pickup`,
    arriving_at_dropoff: ({ name }) => `${name} is nearly there`,
    arrived_at_dropoff: ({ name }) => `${name} has arrived`,
    left_dropoff: ({ name }) => `${name} has left the drop-off`,
  },
}
