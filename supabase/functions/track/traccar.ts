import * as v from 'valibot'
import { known, type Point, percent, pointOf } from './point.ts'

const number = v.optional(v.nullable(v.pipe(v.number(), v.finite())))
const coords = v.object({
  latitude: v.pipe(v.number(), v.finite()),
  longitude: v.pipe(v.number(), v.finite()),
  accuracy: number,
  speed: number,
  heading: number,
})

// traccar.org/osmand: Traccar Client from 9.0 on sends JSON in metres per second; `device_id` is what its user typed
const message = v.object({
  location: v.object({
    timestamp: v.string(),
    coords,
    battery: v.optional(v.nullable(v.object({ level: number }))),
  }),
})
const device = v.object({ device_id: v.string() })

const metresPerSecondPerKnot = 0.514444

/** The position in a message of Traccar Client 9 and later. */
export function readTraccar(body: unknown): Point | undefined {
  const read = v.safeParse(message, body)
  if (!read.success) return
  const { timestamp, coords, battery } = read.output.location
  const level = known(battery?.level)
  return pointOf({
    atMs: Date.parse(timestamp),
    lat: coords.latitude,
    lng: coords.longitude,
    accuracy_m: known(coords.accuracy),
    speed_mps: known(coords.speed),
    heading_deg: known(coords.heading),
    battery_pct: level === null ? null : percent(level * 100),
    source: 'traccar',
  })
}

/** The device identifier of a message, which carries the token where an app knows no password. */
export const deviceOf = (body: unknown): string | undefined => {
  const read = v.safeParse(device, body)
  return read.success ? read.output.device_id : undefined
}

/** The position in the older form: parameters of the address or of a form, knots, and a time in seconds, milliseconds or ISO 8601. */
export function readTraccarForm(form: URLSearchParams): Point | undefined {
  const lat = numberIn(form, 'lat')
  const lng = numberIn(form, 'lon')
  const at = form.get('timestamp') ?? ''
  if (lat === null || lng === null) return
  const speedKn = known(numberIn(form, 'speed'))
  return pointOf({
    atMs: /^\d+$/.test(at) ? Number(at) * (at.length > 11 ? 1 : 1000) : Date.parse(at),
    lat,
    lng,
    accuracy_m: known(numberIn(form, 'accuracy')),
    speed_mps: speedKn === null ? null : speedKn * metresPerSecondPerKnot,
    heading_deg: known(numberIn(form, 'bearing') ?? numberIn(form, 'heading')),
    battery_pct: percent(numberIn(form, 'batt')),
    source: 'traccar',
  })
}

function numberIn(form: URLSearchParams, name: string): number | null {
  const text = form.get(name)?.trim()
  const value = text ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : null
}
