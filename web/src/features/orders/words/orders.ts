import { makeWords } from '../../../lib/words.ts'

/** The words of the list of orders and of one order, as everybody reads them; those of a partner's work stand in partner.ts. */
const en = {
  title: 'Orders',
  loading: 'Loading orders',
  loadsWhenOnline: 'Your orders will be here once you are online again.',
  failed: 'Your orders could not be loaded.',
  placeOrder: 'Place an order',
  search: 'Search orders',
  searchHint: 'Search by number, place or status',
  noMatch: (words: string) => `No order matches “${words}”.`,
  clearSearch: 'Clear search',
  underWay: 'Under way',
  done: 'Done',
  older: 'Show older orders',
  nothingYet: {
    customer: 'You have no orders yet.',
    partner: 'No open orders right now. New ones appear here by themselves.',
    staff: 'Nobody has placed an order yet.',
  },
  notThere: 'There is no such order, or it is not yours.',
  status: {
    placed: 'Placed',
    accepted: 'Accepted',
    picked_up: 'Picked up',
    in_progress: 'In progress',
    ready: 'Ready',
    out_for_delivery: 'Out for delivery',
    delivered: 'Delivered',
    cancelled: 'Cancelled',
  },
  kind: {
    laundry: 'Laundry',
    pharmacy: 'Pharmacy',
    hotel: 'Hotel',
    care: 'Care',
    delivery: 'Delivery',
  },
  /** What is going on and what comes next, for the one who brings it. */
  mine: {
    accepted: 'Go to the pickup address and collect it.',
    picked_up: 'You have it. Say so when you set off.',
    in_progress: 'You are working on it.',
    ready: 'Ready to go out.',
    out_for_delivery: 'Take it to the delivery address.',
    delivered: 'Done. Thank you.',
  },
  /** The same for everybody else. */
  theirs: {
    placed: () => 'Waiting for somebody to accept it.',
    accepted: (name: string) => `${name} goes to collect it.`,
    picked_up: (name: string) => `${name} has it.`,
    in_progress: (name: string) => `${name} is working on it.`,
    ready: () => 'Ready; it goes out next.',
    out_for_delivery: (name: string) => `${name} is on the way.`,
    delivered: (name: string) => `${name} brought it.`,
    cancelled: () => 'Nothing more happens with it.',
  },
  customer: 'Customer',
  partner: 'Partner',
  staff: 'Staff',
  statusOf: 'Order status',
  toCome: 'to come',
  history: 'History',
  quote: (note: string) => `“${note}”`,
  pickup: 'Pickup',
  delivery: 'Delivery',
  note: 'Note',
  price: 'Price',
  number: 'Order',
}
export type Words = typeof en
export const ordersWords = makeWords<Words>(en, {
  es: () => import('./orders-es.ts'),
  ar: () => import('./orders-ar.ts'),
})
