/** One recorded fix: seconds since the first one, WGS 84 degrees, and speed and heading worked out from its neighbour. */
export type Fix = { offset_s: number; lat: number; lng: number; speed_mps: number; heading_deg: number }

const radians = (degrees: number) => (degrees * Math.PI) / 180

function distanceM(a: { lat: number; lng: number }, b: { lat: number; lng: number }): number {
  const h =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lng - a.lng) / 2) ** 2
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(Math.min(1, h)))
}

function headingDeg(a: { lat: number; lng: number }, b: { lat: number; lng: number }): number {
  const y = Math.sin(radians(b.lng - a.lng)) * Math.cos(radians(b.lat))
  const x =
    Math.cos(radians(a.lat)) * Math.sin(radians(b.lat)) -
    Math.sin(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.cos(radians(b.lng - a.lng))
  return ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360
}

/** Reads the timed track points of a GPX file, in order of time; throws a sentence when there are fewer than two. */
export function parseGpx(text: string): Fix[] {
  const points = [...text.matchAll(/<trkpt\b([^>]*)>([\s\S]*?)<\/trkpt>/g)].map(
    ([, attributes = '', inner = '']) => ({
      lat: Number(/\blat="([^"]+)"/.exec(attributes)?.[1]),
      lng: Number(/\blon="([^"]+)"/.exec(attributes)?.[1]),
      at: Date.parse(/<time>([^<]+)<\/time>/.exec(inner)?.[1] ?? ''),
    }),
  )
  const timed = points
    .filter((point) => Number.isFinite(point.lat) && Number.isFinite(point.lng) && Number.isFinite(point.at))
    .sort((a, b) => a.at - b.at)
    .filter((point, index, all) => point.at !== all[index - 1]?.at)
  const start = timed[0]
  if (!start || timed.length < 2)
    throw new Error('This GPX file has fewer than two track points with a time.')
  return timed.map((point, index) => {
    const before = timed[index - 1] ?? point
    const seconds = Math.max(1, (point.at - before.at) / 1000)
    return {
      offset_s: (point.at - start.at) / 1000,
      lat: point.lat,
      lng: point.lng,
      speed_mps: distanceM(before, point) / seconds,
      heading_deg: headingDeg(before, point),
    }
  })
}
