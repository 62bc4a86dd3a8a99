import { makeWords, pluralIn } from '../../../lib/words.ts'

const plural = pluralIn('en')

/** The words of what a partner is offered and does, and of who is whom. */
const en = {
  newOrders: 'New orders',
  newOrder: 'New order',
  listening: 'New orders come to the front by themselves.',
  pickup: 'Pickup',
  delivery: 'Delivery',
  doorToDoor: (distance: string) => `${distance} from door to door`,
  toPickup: (distance: string) => `${distance} from you to the pickup`,
  accept: 'Accept',
  notNow: 'Not now',
  look: 'Look',
  secondsLeft: (seconds: number) =>
    plural(seconds, { one: '# second to answer', other: '# seconds to answer' }),
  secondsShort: (seconds: number) => plural(seconds, { one: 'second', other: 'seconds' }),
  arrived: (distance: string) => `New order, ${distance} from door to door.`,
  moreWaiting: (count: number) =>
    plural(count, { one: 'One more is waiting.', other: '# more are waiting.' }),
  staysInList: 'If you do not answer, it stays in your list until somebody takes it.',
  gone: 'This order is gone',
  goneDetail: 'Somebody else took it, or the customer cancelled it. You need not do anything.',
  toTheList: 'To the list',
  muteSound: 'Mute new orders',
  playSound: 'Let new orders ring',
  map: 'Map of the pickup and the delivery',
  /** On the button that takes the order there. */
  steps: {
    placed: 'Placed',
    accepted: 'Accepted',
    picked_up: 'Picked up',
    in_progress: 'In progress',
    ready: 'Ready',
    out_for_delivery: 'Out for delivery',
    delivered: 'Delivered',
    cancelled: 'Cancelled',
  },
  cancelOrder: 'Cancel order',
  cancelTitle: (number: string) => `Cancel order ${number}?`,
  keepOrder: 'Keep it',
  cancelNow: 'Cancel the order',
  cancelDetail: 'This cannot be undone. Everybody in the order is told.',
  reason: 'Reason (optional)',
  people: 'People',
  customer: 'customer',
  partner: {
    laundry: 'launderer',
    pharmacy: 'pharmacist',
    hotel: 'host',
    care: 'carer',
    delivery: 'rider',
  },
}
export type Words = typeof en
export const partnerWords = makeWords<Words>(en, {
  es: () => import('./partner-es.ts'),
  ar: () => import('./partner-ar.ts'),
})
