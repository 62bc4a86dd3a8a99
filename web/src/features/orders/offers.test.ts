import { expect, test } from 'vitest'
import { msLeft, noOffers, offerMs, withHeard, withList, without } from './offers.ts'
import type { Order } from './orders.ts'

const now = Date.parse('2026-11-21T10:00:00Z')
const order = (id: string, secondsAgo = 0) =>
  ({ id, created_at: new Date(now - secondsAgo * 1_000).toISOString(), partner_id: null }) as Order
const isOpen = ({ partner_id }: Order) => partner_id === null
const ids = (offers: typeof noOffers) => offers.waiting.map((offer) => offer.order.id)
const looking = withList(noOffers, [order('there before')], isOpen, now)

test('a partner who opens the app finds what waits in the list, not in front of it', () => {
  expect(ids(looking)).toEqual([])
})

test('what comes while Sam looks is offered, longest waiting first, and once', () => {
  const list = [order('newer', 2), order('older', 9), order('there before')]
  const offered = withList(looking, list, isOpen, now)
  expect(ids(offered)).toEqual(['older', 'newer'])
  expect(ids(withList(offered, list, isOpen, now))).toEqual(['older', 'newer'])
  expect(ids(withList(without(offered, 'older'), list, isOpen, now))).toEqual(['newer'])
})

test('what somebody has, or waited too long while Sam was away, is not offered', () => {
  const taken = { ...order('taken'), partner_id: 'tom' } as Order
  expect(ids(withList(looking, [taken, order('old', offerMs / 1_000)], isOpen, now))).toEqual([])
})

test('the ring runs down from when the order was placed', () => {
  const [offer] = withList(looking, [order('new', 20)], isOpen, now).waiting
  expect(offer && msLeft(offer, now)).toBe(offerMs - 20_000)
  expect(offer && msLeft(offer, now + offerMs)).toBe(0)
})

test('a device whose clock is wrong counts from when it heard of the order', () => {
  for (const wrong of [-300, 300]) {
    const heard = withHeard(looking, 'new', now)
    const [offer] = withList(heard, [order('new', wrong)], isOpen, now + 400).waiting
    expect(offer && msLeft(offer, now + 10_000)).toBe(offerMs - 10_000)
  }
})

test('an order from the future of a slow clock has the whole time, counted from when it was seen', () => {
  const [offer] = withList(looking, [order('new', -300)], isOpen, now).waiting
  expect(offer && msLeft(offer, now)).toBe(offerMs)
  expect(offer && msLeft(offer, now + 10_000)).toBe(offerMs - 10_000)
})
