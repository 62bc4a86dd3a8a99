import { describe, expect, test } from 'vitest'
import type { Order, OrderEvent } from './orders.ts'
import { mayCancel, nextSteps, partIn, timeline } from './status.ts'

const order = (part: Partial<Order>): Order => ({
  id: 'o1',
  number: 'A1001',
  customer_id: 'ada',
  partner_id: 'sam',
  kind: 'delivery',
  status: 'picked_up',
  status_note: null,
  pickup_address: 'a',
  pickup_lat: 45,
  pickup_lng: 13,
  dropoff_address: 'b',
  dropoff_lat: 45,
  dropoff_lng: 13,
  note: null,
  total_minor: null,
  currency: null,
  near_radius_m: 500,
  arrive_radius_m: 80,
  location_epoch: 1,
  created_at: '2026-11-21T10:00:00Z',
  updated_at: '2026-11-21T10:02:00Z',
  closed_at: null,
  ...part,
})
const event = (id: number, to_status: OrderEvent['to_status'], minute: number): OrderEvent => ({
  id,
  to_status,
  actor_id: null,
  note: null,
  created_at: `2026-11-21T10:0${minute}:00Z`,
})
const steps = [
  { from_status: 'placed', to_status: 'cancelled', role: 'customer' },
  { from_status: 'placed', to_status: 'accepted', role: 'partner' },
  { from_status: 'picked_up', to_status: 'in_progress', role: 'partner' },
  { from_status: 'picked_up', to_status: 'out_for_delivery', role: 'partner' },
  { from_status: 'picked_up', to_status: 'cancelled', role: 'staff' },
] as const

describe('the next step', () => {
  test('of a rider who has the parcel is to go out; of a launderer, to wash', () => {
    expect(nextSteps(order({}), 'partner', steps)).toEqual(['out_for_delivery', 'in_progress'])
    expect(nextSteps(order({ kind: 'laundry' }), 'partner', steps)).toEqual([
      'in_progress',
      'out_for_delivery',
    ])
  })

  test('is nobody else’s, and accepting or cancelling is not one', () => {
    expect(nextSteps(order({}), 'customer', steps)).toEqual([])
    expect(nextSteps(order({ status: 'placed' }), 'partner', steps)).toEqual([])
    expect(nextSteps(order({}), 'staff', steps)).toEqual([])
  })
})

test('a customer may cancel what nobody has collected yet, staff also later', () => {
  expect(mayCancel(order({ status: 'placed' }), 'customer', steps)).toBe(true)
  expect(mayCancel(order({}), 'customer', steps)).toBe(false)
  expect(mayCancel(order({}), 'staff', steps)).toBe(true)
  expect(mayCancel(order({}), null, steps)).toBe(false)
})

test('a partner who looks at an open order plays no part in it yet', () => {
  expect(partIn(order({}), 'sam', 'partner')).toBe('partner')
  expect(partIn(order({}), 'ada', 'customer')).toBe('customer')
  expect(partIn(order({ partner_id: null }), 'sam', 'partner')).toBeNull()
  expect(partIn(order({}), 'grace', 'staff')).toBe('staff')
})

describe('the timeline', () => {
  const past = [event(1, 'placed', 0), event(2, 'accepted', 1), event(3, 'picked_up', 2)]
  const statuses = (list: ReturnType<typeof timeline>) => list.map((step) => step.status)

  test('shows what was and what is to come, with one current step', () => {
    const list = timeline(order({}), past)
    expect(statuses(list)).toEqual(['placed', 'accepted', 'picked_up', 'out_for_delivery', 'delivered'])
    expect(list.filter((step) => step.isCurrent).map((step) => step.status)).toEqual(['picked_up'])
    expect(list.at(-1)?.at).toBeNull()
  })

  test('follows the row when it is newer than the history, and the history when that is newer', () => {
    expect(statuses(timeline(order({}), past.slice(0, 2))).slice(0, 3)).toEqual([
      'placed',
      'accepted',
      'picked_up',
    ])
    const early = order({ status: 'accepted', updated_at: '2026-11-21T10:01:00Z' })
    expect(statuses(timeline(early, past))).toEqual([
      'placed',
      'accepted',
      'picked_up',
      'out_for_delivery',
      'delivered',
    ])
  })

  test('of a cancelled order promises nothing more', () => {
    const cancelled = order({ status: 'cancelled', closed_at: '2026-11-21T10:03:00Z' })
    expect(statuses(timeline(cancelled, [...past, event(4, 'cancelled', 3)]))).toEqual([
      'placed',
      'accepted',
      'picked_up',
      'cancelled',
    ])
  })
})
