import * as v from 'valibot'
import type { Point } from '../../lib/geo.ts'

const nullable = v.nullish(v.number(), null)
const moment = v.nullish(v.string(), null)
const latSchema = v.pipe(v.number(), v.minValue(-90), v.maxValue(90))
const lngSchema = v.pipe(v.number(), v.minValue(-180), v.maxValue(180))

const positionSchema = v.object({
  recorded_at: v.string(),
  lat: latSchema,
  lng: lngSchema,
  accuracy_m: nullable,
  speed_mps: nullable,
  heading_deg: nullable,
  /** Rounded to about a hundred metres on purpose: an area, not a place. */
  is_coarse: v.nullish(v.boolean(), false),
  eta_at: moment,
  eta_low_at: moment,
  eta_high_at: moment,
  eta_is_approximate: v.nullish(v.boolean(), false),
  remaining_m: nullable,
})
export type Position = v.InferOutput<typeof positionSchema>

const shareSchema = v.object({ status: v.picklist(['sharing', 'paused', 'stopped']), changed_at: v.string() })
export type Share = v.InferOutput<typeof shareSchema>

const trailPointSchema = v.pipe(
  v.looseTuple([latSchema, lngSchema, v.number()]),
  v.transform(([lat, lng, at]) => ({ lat, lng, at })),
)
/** `at` in milliseconds since 1970. */
export type TrailPoint = Point & { at: number }

/** The road ahead as the router gave it, six decimals. */
const routeSchema = v.nullable(v.object({ polyline: v.string() }))
export type Route = NonNullable<v.InferOutput<typeof routeSchema>>

export const crossingSchema = v.object({
  place: v.picklist(['pickup', 'dropoff']),
  kind: v.picklist(['arriving', 'arrived', 'left']),
  at: v.string(),
})
export type Crossing = v.InferOutput<typeof crossingSchema>

const trackingSchema = v.object({
  topic: v.string(),
  share: v.nullable(shareSchema),
  position: v.nullable(positionSchema),
  trail: v.array(trailPointSchema),
  route: v.fallback(routeSchema, null),
  crossings: v.array(crossingSchema),
})
/** All that open_tracking answers about one order. */
export type Tracking = v.InferOutput<typeof trackingSchema>

const reader =
  <T extends v.GenericSchema>(schema: T) =>
  (payload: unknown): v.InferOutput<T> | null => {
    const parsed = v.safeParse(schema, payload)
    return parsed.success ? parsed.output : null
  }
/** Each reads what was heard, or is null when it is not one. */
export const readPosition = reader(positionSchema)
export const readShare = reader(shareSchema)
export const readCrossing = reader(crossingSchema)
export const readRoute = reader(routeSchema)

/** The answer of open_tracking; throws when it is not one, which is a fault of ours. */
export const parseTracking = (answer: unknown): Tracking => v.parse(trackingSchema, answer)

const time = (position: Position) => Date.parse(position.recorded_at)

/** The later of two positions by the device's clock: a late one never moves the marker back. */
export function newest(a: Position | null | undefined, b: Position | null): Position | null {
  if (!a || !b) return b ?? a ?? null
  return time(b) >= time(a) ? b : a
}

/** Appends to a trail what is newer than its end; anything else waits for the next fetch. */
export function extendTrail(trail: readonly TrailPoint[], position: Position): TrailPoint[] {
  const end = trail.at(-1)
  const at = time(position)
  // an area is not a place on a way
  if (position.is_coarse || (end && at <= end.at)) return [...trail]
  return [...trail, { lat: position.lat, lng: position.lng, at }]
}
