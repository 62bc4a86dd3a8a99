import * as v from 'valibot'
import type { Point } from '../../lib/geo.ts'
import type { ShareStatus } from '../../lib/rows.ts'

const nullable = v.nullish(v.number(), null)
export const positionSchema = v.object({
  recorded_at: v.string(),
  lat: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
  lng: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
  accuracy_m: nullable,
  speed_mps: nullable,
  heading_deg: nullable,
})
export type Position = v.InferOutput<typeof positionSchema>
export type TrailPoint = Point & { recorded_at: string }
export const shareSchema = v.object({ status: v.picklist(['sharing', 'paused', 'stopped']) })

/** A broadcast position, or null when it is not one. */
export function readPosition(payload: unknown): Position | null {
  const parsed = v.safeParse(positionSchema, payload)
  return parsed.success ? parsed.output : null
}

/** The status in a sharing_updated event, or null. */
export function readShare(payload: unknown): ShareStatus | null {
  const parsed = v.safeParse(shareSchema, payload)
  return parsed.success ? parsed.output.status : null
}

/** The later of two positions by the device's clock: a late one never moves the marker back. */
export function newest<P extends { recorded_at: string }>(a: P | null | undefined, b: P | null): P | null {
  if (!a || !b) return b ?? a ?? null
  return Date.parse(b.recorded_at) >= Date.parse(a.recorded_at) ? b : a
}

/** Appends to a trail what is newer than its end; anything else waits for the next fetch. */
export function extendTrail(trail: readonly TrailPoint[], position: Position): TrailPoint[] {
  const end = trail.at(-1)
  const isNewer = !end || Date.parse(position.recorded_at) > Date.parse(end.recorded_at)
  const { recorded_at, lat, lng } = position
  return isNewer ? [...trail, { recorded_at, lat, lng }] : [...trail]
}
