import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseGpx } from '../../supabase/demo/trace.ts'
import type { Actor, Stage } from './stage.ts'

const gpx = readFileSync(
  fileURLToPath(new URL('../../supabase/demo/car-visnjan.gpx', import.meta.url)),
  'utf8',
)
/** The recorded drive through Višnjan: two kilometres of streets, and back, in eight and a half minutes. */
export const trace = parseGpx(gpx)
type Place = { lat: number; lng: number }

/** Where the car was so many seconds into the drive, and how it moved there. */
export function driveAt(second: number) {
  const after = trace.find((fix) => fix.offset_s > second) ?? trace[trace.length - 1]
  const before = trace.findLast((fix) => fix.offset_s <= second) ?? trace[0]
  if (!after || !before) throw new Error('The drive is empty.')
  const share = Math.min(1, (second - before.offset_s) / Math.max(1, after.offset_s - before.offset_s))
  const between = (from: number, to: number) => from + (to - from) * share
  const { speed_mps, heading_deg } = after
  return { lat: between(before.lat, after.lat), lng: between(before.lng, after.lng), speed_mps, heading_deg }
}

/** The line in Google's format with six decimals, as a router gives it. */
export function polyline6(line: readonly Place[]): string {
  const letters = (value: number) => {
    let rest = value < 0 ? -value * 2 - 1 : value * 2
    let text = ''
    for (; rest >= 32; rest = Math.floor(rest / 32)) text += String.fromCharCode(95 + (rest % 32))
    return text + String.fromCharCode(63 + rest)
  }
  let [lat, lng] = [0, 0]
  let text = ''
  for (const place of line) {
    const [nextLat, nextLng] = [Math.round(place.lat * 1e6), Math.round(place.lng * 1e6)]
    text += letters(nextLat - lat) + letters(nextLng - lng)
    ;[lat, lng] = [nextLat, nextLng]
  }
  return text
}

/** Metres from a place to the nearest point of a line. */
export function offLineM(place: Place, line: readonly Place[]): number {
  const perDegree = 111_195
  const east = perDegree * Math.cos((place.lat * Math.PI) / 180)
  let best = Number.POSITIVE_INFINITY
  for (const [i, to] of line.entries()) {
    const from = line[i - 1]
    if (!from) continue
    const [x, y] = [(to.lng - from.lng) * east, (to.lat - from.lat) * perDegree]
    const [px, py] = [(place.lng - from.lng) * east, (place.lat - from.lat) * perDegree]
    const share = Math.max(0, Math.min(1, (px * x + py * y) / Math.max(1e-9, x * x + y * y)))
    best = Math.min(best, Math.hypot(px - x * share, py - y * share))
  }
  return best
}

type Sent = Place & { secondsAgo?: number; speed_mps?: number; heading_deg?: number; accuracy_m?: number }

/** The partner's phone says where it is. The answer tells what was taken and whether somebody looks. */
export async function sendPositions(partner: Actor, order_id: string, sent: readonly Sent[]) {
  const points = sent.map(({ secondsAgo = 0, ...where }) => ({
    ...{ client_id: crypto.randomUUID(), source: 'gpx', accuracy_m: 8, ...where },
    recorded_at: new Date(Date.now() - secondsAgo * 1_000).toISOString(),
  }))
  const { data, error } = await partner.supabase.rpc('ingest_locations', { order_id, points })
  if (error) throw error
  return data as { accepted: number; refused: unknown[]; is_watched: boolean }
}

/** An order from one end of the drive to the other, accepted and shared since an hour. */
export async function orderOnTheDrive(stage: Stage, customer: Actor, partner: Actor) {
  const { data: order, error } = await customer.supabase.rpc('place_order', {
    ...{ client_id: crypto.randomUUID(), kind: 'pharmacy', note: 'The bell is broken.' },
    ...{ pickup_address: 'Pharmacy, Višnjan', pickup_lat: driveAt(0).lat, pickup_lng: driveAt(0).lng },
    ...{ dropoff_address: 'Harbour Road 12', dropoff_lat: driveAt(214).lat, dropoff_lng: driveAt(214).lng },
  })
  if (error) throw error
  await partner.supabase.rpc('accept_order', { order_id: order.id })
  await partner.supabase.rpc('start_sharing', { order_id: order.id, consent_version: 'test' })
  // what was recorded before the consent is refused, and these tests send what is minutes old
  await stage.sql.query(
    `update public.location_shares set started_at = now() - interval '1 hour' where order_id = $1`,
    [order.id],
  )
  return order
}

/** Takes the order through the steps until it is on its way. */
export async function setOff(partner: Actor, order_id: string): Promise<void> {
  for (const to_status of ['picked_up', 'out_for_delivery'] as const) {
    const { error } = await partner.supabase.rpc('advance_order', { order_id, to_status })
    if (error) throw error
  }
}

/** Tells on the topic of an order's position, as the database does. */
export async function tell(stage: Stage, order_id: string, event: string, payload: object): Promise<void> {
  await stage.sql.query(
    `select realtime.send($3::jsonb, $2, 'order:' || id || ':loc:' || location_epoch, true) from public.orders where id = $1`,
    [order_id, event, JSON.stringify(payload)],
  )
}

/** From here on no router is asked, and an order has exactly the road it is given; returns the way back. */
export async function withoutRouter(stage: Stage): Promise<() => Promise<unknown>> {
  await stage.sql.query('update private.settings set routing = false')
  return () => stage.sql.query('update private.settings set routing = true')
}

/** Gives an order the road to its delivery address, as if a router had drawn it. */
export async function giveRoad(stage: Stage, order_id: string, line: readonly Place[]): Promise<void> {
  const route = {
    ...{ polyline: polyline6(line), distance_m: 2_040, duration_s: 214 },
    ...{
      lats: line.map(({ lat }) => lat),
      lngs: line.map(({ lng }) => lng),
      seconds: line.map((_, i) => i * 4),
    },
  }
  await stage.sql.query(`select private.keep_route($1, 'dropoff', $2::jsonb, now())`, [
    order_id,
    JSON.stringify(route),
  ])
}
