import type { Order } from './orders.ts'

/** How long a new order stands in front of a partner; then it goes on waiting in the list. */
export const offerMs = 60_000

/** An order that came while the partner was there. `startedAt`: when it was placed, by the clock of this device. */
export type Offer = { order: Order; startedAt: number }
export type Offers = {
  /** Every order that was ever in the list; null before the first list, of which nothing is new. */
  known: ReadonlySet<string> | null
  heard: ReadonlyMap<string, number>
  waiting: readonly Offer[]
}
export const noOffers: Offers = { known: null, heard: new Map(), waiting: [] }

export const msLeft = (offer: Offer, nowMs: number): number =>
  Math.max(0, Math.min(offerMs, offer.startedAt + offerMs - nowMs))

/** An order was just placed: the clock of this device counts from here, however wrong it is. */
export const withHeard = (offers: Offers, orderId: string, nowMs: number): Offers => ({
  ...offers,
  heard: new Map(offers.heard).set(orderId, nowMs),
})

/** The list as it is now: what was not there before is offered, unless it was placed too long ago. `isOpen`: nobody has it yet. */
export function withList(
  offers: Offers,
  orders: readonly Order[],
  isOpen: (order: Order) => boolean,
  nowMs: number,
): Offers {
  const { known, heard, waiting } = offers
  const arrived = known
    ? orders
        .filter((order) => !known.has(order.id) && isOpen(order))
        .map((order) => ({
          order,
          startedAt: heard.get(order.id) ?? Math.min(Date.parse(order.created_at), nowMs),
        }))
        .filter((offer) => msLeft(offer, nowMs) > 0)
    : []
  // a list is newest first, and whoever has waited longer comes first
  return {
    ...offers,
    known: new Set([...(known ?? []), ...orders.map(({ id }) => id)]),
    waiting: [...waiting, ...arrived.reverse()],
  }
}

export const without = (offers: Offers, orderId: string): Offers => ({
  ...offers,
  waiting: offers.waiting.filter(({ order }) => order.id !== orderId),
})
