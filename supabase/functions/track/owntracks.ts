import * as v from 'valibot'
import { known, type Point, percent, pointOf } from './point.ts'

const number = v.optional(v.nullable(v.pipe(v.number(), v.finite())))

// owntracks.org/booklet/tech/json: tst is seconds since 1970, vel km/h, cog degrees, acc metres, batt percent
const place = v.object({
  _type: v.picklist(['location', 'transition']),
  lat: v.pipe(v.number(), v.finite()),
  lon: v.pipe(v.number(), v.finite()),
  tst: v.pipe(v.number(), v.finite()),
  acc: number,
  vel: number,
  cog: number,
  batt: number,
})

/** The position in one message; nothing for all that is none: waypoint(s), lwt, card, cmd, status, steps, encrypted, dump. */
export function readOwnTracks(message: unknown): Point | undefined {
  const read = v.safeParse(place, message)
  if (!read.success) return
  const { lat, lon, tst, acc, vel, cog, batt } = read.output
  const speedKmh = known(vel)
  return pointOf({
    atMs: tst * 1000,
    lat,
    lng: lon,
    accuracy_m: known(acc),
    speed_mps: speedKmh === null ? null : speedKmh / 3.6,
    heading_deg: known(cog),
    battery_pct: percent(batt),
    source: 'owntracks',
  })
}

const typed = v.object({ _type: v.string() })

/** What kind of message it is, whoever wrote it. */
export const typeOf = (message: unknown): string | undefined => {
  const read = v.safeParse(typed, message)
  return read.success ? read.output._type : undefined
}

/** Tells the app to follow nobody until its owner says so: for a token whose order is over. It obeys where remote commands are on. */
export const goQuiet = {
  _type: 'cmd',
  action: 'setConfiguration',
  configuration: { _type: 'configuration', monitoring: -1 },
}
