import * as v from 'valibot'
import { distanceM } from '../../lib/geo.ts'
import type { OrderKind, OrderStatus } from '../../lib/rows.ts'

const number = v.nullish(v.number(), null)
const lat = v.pipe(v.number(), v.minValue(-90), v.maxValue(90))
const lng = v.pipe(v.number(), v.minValue(-180), v.maxValue(180))
const place = v.picklist(['pickup', 'dropoff'])

const positionSchema = v.object({
  recorded_at: v.string(),
  lat,
  lng,
  accuracy_m: number,
  speed_mps: number,
  heading_deg: number,
  battery_pct: number,
})
const arrivalSchema = v.object({
  eta_at: v.string(),
  eta_low_at: v.nullish(v.string(), null),
  eta_high_at: v.nullish(v.string(), null),
  is_approximate: v.nullish(v.boolean(), null),
  remaining_m: number,
})
/** One order of operations_map(). */
export const operationSchema = v.object({
  order_id: v.string(),
  number: v.string(),
  kind: v.custom<OrderKind>((value) => typeof value === 'string'),
  status: v.custom<OrderStatus>((value) => typeof value === 'string'),
  placed_at: v.string(),
  partner_name: v.string(),
  customer_name: v.string(),
  share: v.nullable(
    v.object({ status: v.picklist(['sharing', 'paused', 'stopped']), changed_at: v.string() }),
  ),
  position: v.nullable(positionSchema),
  arrival: v.nullable(arrivalSchema),
  next: v.object({ place, lat, lng }),
  crossing: v.nullable(
    v.object({ place, kind: v.picklist(['arriving', 'arrived', 'left']), at: v.string() }),
  ),
  is_late: v.boolean(),
})
export type Operation = v.InferOutput<typeof operationSchema>
export type OperationPosition = v.InferOutput<typeof positionSchema>

const time = v.nullable(v.number())
// the order is written in the comment on private.operations_told.moved
const movedSchema = v.object({
  moved: v.array(
    v.looseTuple([
      v.string(),
      v.number(),
      lat,
      lng,
      number,
      number,
      number,
      number,
      time,
      time,
      time,
      v.nullable(v.boolean()),
      number,
      v.boolean(),
    ]),
  ),
})
export type Moved = v.InferOutput<typeof movedSchema>['moved']
const updatedSchema = v.object({ order_id: v.string(), operation: v.nullable(operationSchema) })

/** Who moved, out of operations_moved; nothing when it is not one. */
export function readMoved(payload: unknown): Moved {
  const parsed = v.safeParse(movedSchema, payload)
  return parsed.success ? parsed.output.moved : []
}

/** An order that changed, out of operation_updated; `operation` is null once it is no longer under way. */
export function readUpdated(payload: unknown): v.InferOutput<typeof updatedSchema> | null {
  const parsed = v.safeParse(updatedSchema, payload)
  return parsed.success ? parsed.output : null
}

/** A phone that does not tell its speed is given one: the way since its last position, by the time that took. */
function withSpeed(last: OperationPosition | null, next: OperationPosition): OperationPosition {
  if (next.speed_mps !== null || !last) return next
  const ms = Date.parse(next.recorded_at) - Date.parse(last.recorded_at)
  // events tell whole milliseconds, so the same position may come a fraction later
  if (ms <= 1) return { ...next, speed_mps: last.speed_mps }
  const metres = distanceM(last, next)
  // less than it may be wrong by is no way at all
  return { ...next, speed_mps: metres < (next.accuracy_m ?? 0) ? 0 : (metres * 1000) / ms }
}

const isOlder = (a: { recorded_at: string }, b: { recorded_at: string }) =>
  Date.parse(a.recorded_at) < Date.parse(b.recorded_at)
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

/** The orders with the positions just told; a late one moves nothing back, and an order unknown here waits for the next fetch. */
export function applyMoved(operations: readonly Operation[], moved: Moved): Operation[] {
  const told = new Map(moved.map((one) => [one[0], one]))
  return operations.map((operation) => {
    const one = told.get(operation.order_id)
    if (!one || !operation.share || operation.share.status === 'stopped') return operation
    const [, recorded, lat, lng, accuracy_m, speed_mps, heading_deg, battery_pct, eta, low, high] = one
    const position = {
      recorded_at: new Date(recorded).toISOString(),
      ...{ lat, lng, accuracy_m, speed_mps, heading_deg, battery_pct },
    }
    if (operation.position && isOlder(position, operation.position)) return operation
    const eta_at = iso(eta)
    return {
      ...operation,
      position: withSpeed(operation.position, position),
      arrival:
        eta_at === null
          ? null
          : {
              eta_at,
              eta_low_at: iso(low),
              eta_high_at: iso(high),
              is_approximate: one[11],
              remaining_m: one[12],
            },
      is_late: one[13],
    }
  })
}

/** The orders with one that changed put in, replaced or taken out. */
export function applyUpdated(
  operations: readonly Operation[],
  { order_id, operation }: { order_id: string; operation: Operation | null },
): Operation[] {
  const others = operations.filter((one) => one.order_id !== order_id)
  return operation ? mergeFetched(operations, [...others, operation]) : others
}

/** What was fetched, but for positions that events have told meanwhile. */
export function mergeFetched(
  last: readonly Operation[] | undefined,
  fetched: readonly Operation[],
): Operation[] {
  const known = new Map(last?.map((one) => [one.order_id, one]))
  return fetched.map((one) => {
    const before = known.get(one.order_id)
    if (!before?.position || !one.position) return one
    if (isOlder(one.position, before.position)) {
      const { position, arrival, is_late } = before
      return { ...one, position, arrival, is_late }
    }
    return { ...one, position: withSpeed(before.position, one.position) }
  })
}
