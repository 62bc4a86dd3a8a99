import type { OrderKind, OrderStatus, PersonRole, Row } from '../../lib/rows.ts'
import type { Tone } from '../../ui/badge.tsx'
import type { Order, OrderEvent } from './orders.ts'
import type { Words } from './words/orders.ts'

export const kinds: readonly OrderKind[] = ['laundry', 'pharmacy', 'hotel', 'care', 'delivery']

export function statusTone(status: OrderStatus): Tone {
  if (status === 'out_for_delivery') return 'live'
  if (status === 'delivered') return 'good'
  return status === 'placed' || status === 'cancelled' ? 'neutral' : 'accent'
}

/** The part a person plays in an order; null for a partner who only looks at an open one. */
export function partIn(order: Order, personId: string, role: PersonRole): PersonRole | null {
  if (order.customer_id === personId) return 'customer'
  if (order.partner_id === personId) return 'partner'
  return role === 'staff' ? 'staff' : null
}

/** One line below the status: what is going on and what comes next, for the one who reads it. */
export function statusDetail(
  words: Words,
  status: OrderStatus,
  part: PersonRole | null,
  partner: string,
): string {
  const mine: Partial<Record<OrderStatus, string>> = part === 'partner' ? words.mine : {}
  return mine[status] ?? words.theirs[status](partner)
}

type Step = Pick<Row<'order_transitions'>, 'from_status' | 'to_status' | 'role'>
// what is washed, prepared or cared for is worked on before it goes out
const workedOn: readonly OrderKind[] = ['laundry', 'hotel', 'care']

/** The steps the reader may take now, the usual one first; accepting and cancelling have buttons of their own. */
export function nextSteps(order: Order, part: PersonRole | null, steps: readonly Step[]): OrderStatus[] {
  const allowed = steps
    .filter((step) => step.from_status === order.status && step.role === part)
    .map((step) => step.to_status)
    .filter((status) => status !== 'accepted' && status !== 'cancelled')
  const usual = workedOn.includes(order.kind) ? 'in_progress' : 'out_for_delivery'
  return allowed.sort((a, b) => Number(b === usual) - Number(a === usual))
}

export function mayCancel(order: Order, part: PersonRole | null, steps: readonly Step[]): boolean {
  return steps.some(
    (step) => step.from_status === order.status && step.to_status === 'cancelled' && step.role === part,
  )
}

export type TimelineStep = { status: OrderStatus; at: string | null; isCurrent: boolean }
const usualWay: readonly OrderStatus[] = ['placed', 'accepted', 'picked_up', 'out_for_delivery', 'delivered']

/** What has happened, with times, and what is still to come on the usual way. */
export function timeline(order: Order, events: readonly OrderEvent[]): TimelineStep[] {
  const past = events.map(({ to_status, created_at }) => ({ status: to_status, at: created_at }))
  // row and history are fetched apart: the row counts where it is the newer one
  const last = past.at(-1)
  if (!last || (last.status !== order.status && last.at < order.updated_at))
    past.push({ status: order.status, at: order.updated_at })
  const steps: TimelineStep[] = past.map((step, i) => ({ ...step, isCurrent: i === past.length - 1 }))
  if (order.closed_at || order.status === 'cancelled') return steps
  const seen = new Set(past.map(({ status }) => status))
  for (const status of usualWay) if (!seen.has(status)) steps.push({ status, at: null, isCurrent: false })
  return steps
}
