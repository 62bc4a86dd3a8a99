import * as v from 'valibot'
import { decodePolyline6, type Place } from './polyline.ts'

/** A road: what the router drew, and seconds from the beginning to each of its points. Metres and seconds are the router's. */
export type Road = {
  polyline: string
  distance_m: number
  duration_s: number
  lats: number[]
  lngs: number[]
  seconds: number[]
}

const amount = (most: number) => v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(most))

const leg = v.object({
  annotation: v.optional(v.object({ duration: v.optional(v.array(amount(1e6)), []) }), {}),
})
const body = v.object({
  code: v.literal('Ok'),
  routes: v.pipe(
    v.array(
      v.object({
        // 400,000 letters are the road across a continent
        geometry: v.pipe(v.string(), v.minLength(4), v.maxLength(400_000)),
        distance: amount(20_000_000),
        duration: amount(5_000_000),
        legs: v.optional(v.array(leg), []),
      }),
    ),
    v.minLength(1),
  ),
})

const mostPoints = 20_000
/** Roads end where a router finds a street; further away than this it speaks of another place. */
const mostAsideM = 5000

/** The road in a router's answer; nothing when it is none between these two places. */
export function readRoad(answer: unknown, from: Place, to: Place): Road | undefined {
  const parsed = v.safeParse(body, answer)
  const route = parsed.success ? parsed.output.routes[0] : undefined
  const points = route && decodePolyline6(route.geometry)
  const first = points?.[0]
  const last = points?.at(-1)
  if (!route || !points || !first || !last || points.length < 2 || points.length > mostPoints) return
  if (distanceM(first, from) > mostAsideM || distanceM(last, to) > mostAsideM) return
  // nobody drives at 60 m/s, and nobody crawls for ever
  if (route.distance > 60 * (route.duration + 1)) return
  const steps = route.legs.flatMap(({ annotation }) => annotation.duration)
  const metres = points.map((point, n) => distanceM(points[n - 1] ?? point, point))
  // without a duration for each piece all of it is driven at one pace
  const pieces = steps.length === points.length - 1 ? [0, ...steps] : metres
  return {
    polyline: route.geometry,
    distance_m: route.distance,
    duration_s: route.duration,
    lats: points.map(({ lat }) => lat),
    lngs: points.map(({ lng }) => lng),
    seconds: runningTotal(pieces, route.duration),
  }
}

/** Sums so far, stretched so that the last one is `total`: turns cost time that no piece holds. */
function runningTotal(pieces: number[], total: number): number[] {
  const whole = pieces.reduce((sum, piece) => sum + piece, 0) || 1
  let sum = 0
  return pieces.map((piece) => {
    sum += piece
    return Math.round((sum / whole) * total * 10) / 10
  })
}

// planes do for pieces of a road and for "is it near"
function distanceM(a: Place, b: Place): number {
  const metresPerDegree = 111_194.93
  const east = (((b.lng - a.lng + 540) % 360) - 180) * Math.cos((a.lat * Math.PI) / 180)
  return metresPerDegree * Math.hypot(b.lat - a.lat, east)
}
