import { makeWords } from '../../../lib/words.ts'

/** What a system message tells of: whom it is about, who did it, until when, how long; names as they were then. */
export type Told = {
  name: string
  by: string | null
  former: string | null
  until: string
  /** Of a call that took place. */
  duration: string | null
}
/** What a payment is told with. */
export type Paid = { amount: string }

const en = {
  /** By status of an order. */
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
  withNote: (head: string, note: string) => `${head}: ${note}`,
  /** By `meta.event`. */
  events: {
    room_opened: ({ by }: Told) => (by ? `${by} opened this conversation` : 'This conversation was opened'),
    room_closed: ({ by }: Told) => (by ? `${by} closed this conversation` : 'This conversation was closed'),
    room_archived: ({ by }: Told) =>
      by ? `${by} archived this conversation` : 'This conversation was archived',
    room_reopened: ({ by }: Told) =>
      by ? `${by} opened this conversation again` : 'This conversation is open again',
    request_resolved: ({ by }: Told) => (by ? `${by} resolved this request` : 'This request was resolved'),
    request_reopened: ({ by }: Told) =>
      by ? `${by} opened this request again` : 'This request is open again',
    member_joined: ({ name }: Told) => `${name} joined`,
    member_left: ({ name }: Told) => `${name} left`,
    member_added: ({ name, by }: Told) => (by ? `${by} added ${name}` : `${name} was added`),
    member_removed: ({ name, by }: Told) => (by ? `${by} removed ${name}` : `${name} was removed`),
    member_muted: ({ name, by, until }: Told) =>
      by ? `${by} muted ${name} until ${until}` : `${name} is muted until ${until}`,
    member_unmuted: ({ name }: Told) => `${name} may write again`,
    payment_due: ({ amount }: Paid) => `${amount} is due`,
    payment_received: ({ amount }: Paid) => `${amount} was paid`,
    payment_failed: ({ amount }: Paid) => `A payment of ${amount} did not go through`,
    refund_requested: ({ amount }: Paid) => `${amount} was asked back`,
    refund_processed: ({ amount }: Paid) => `${amount} is on its way back`,
    refund_completed: ({ amount }: Paid) => `${amount} was given back`,
    refund_declined: ({ amount }: Paid) => `${amount} will not be given back`,
    partner_changed: ({ name, former }: Told) =>
      name === '—'
        ? `${former ?? 'The partner'} is no longer on this order`
        : `${name} took over from ${former ?? 'the partner'}`,
    arrived_at_pickup: ({ name }: Told) => `${name} is at the pickup`,
    left_pickup: ({ name }: Told) => `${name} has left the pickup`,
    arriving_at_dropoff: ({ name }: Told) => `${name} is nearly there`,
    arrived_at_dropoff: ({ name }: Told) => `${name} has arrived`,
    left_dropoff: ({ name }: Told) => `${name} has left the drop-off`,
    booking_confirmed: ({ name, until }: Told) => `Booking ${name} is confirmed: ${until}`,
    booking_changed: ({ name, until }: Told) => `Booking ${name} was moved to ${until}`,
    booking_cancelled: ({ name, until }: Told) => `Booking ${name} for ${until} was cancelled`,
    call_completed: ({ by, name, duration }: Told) =>
      duration ? `${by ?? '—'} called ${name} · ${duration}` : `${by ?? '—'} called ${name}`,
    call_missed: ({ by }: Told) => `Missed call from ${by ?? '—'}`,
    call_cancelled: ({ by }: Told) => `${by ?? '—'} hung up before the call was answered`,
    call_declined: ({ name, by }: Told) => `${name} declined the call from ${by ?? '—'}`,
    call_failed: ({ by, name }: Told) => `The call from ${by ?? '—'} to ${name} did not connect`,
  },
}
export type Words = typeof en

/** What the system says in a conversation. */
export const systemWords = makeWords<Words>(en, {
  es: () => import('./system-words-es.ts'),
  ar: () => import('./system-words-ar.ts'),
})
