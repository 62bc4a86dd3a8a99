import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { distanceM } from '../../lib/geo.ts'
import { isDue } from './position-queue.ts'
import { type Fix, isWorthSending } from './sampling.ts'

const gpx = readFileSync(
  fileURLToPath(new URL('../../../../supabase/demo/car-visnjan.gpx', import.meta.url)),
  'utf8',
)
const recorded = [...gpx.matchAll(/<trkpt lat="([^"]+)" lon="([^"]+)">.*?<time>([^<]+)<\/time>/gs)].map(
  ([, lat, lng, time]) => ({ at: Date.parse(time ?? ''), lat: Number(lat), lng: Number(lng) }),
)

/** A device that has a fix every second, on the line between what was recorded. */
function* drive(): Generator<Fix> {
  for (const [i, to] of recorded.entries()) {
    const from = recorded[i - 1]
    if (!from) continue
    const seconds = (to.at - from.at) / 1000
    for (let s = 0; s < seconds; s += 1) {
      const part = s / seconds
      yield {
        at: from.at + s * 1000,
        lat: from.lat + (to.lat - from.lat) * part,
        lng: from.lng + (to.lng - from.lng) * part,
        accuracyM: 5,
        speedMps: distanceM(from, to) / seconds,
        headingDeg: null,
      }
    }
  }
}

function measure(isWatched: boolean) {
  let last: Fix | null = null
  let before: Fix | null = null
  let metres = 0
  let points = 0
  let requests = 0
  let waiting = 0
  let sentAt = 0
  let longestGapS = 0
  for (const fix of drive()) {
    if (before) metres += distanceM(before, fix)
    before = fix
    if (isWorthSending(fix, last, { isWatched })) {
      if (last) longestGapS = Math.max(longestGapS, (fix.at - last.at) / 1000)
      last = fix
      points += 1
      waiting += 1
    }
    if (isDue(waiting, sentAt, fix.at, isWatched)) {
      requests += 1
      waiting = 0
      sentAt = fix.at
    }
  }
  const km = metres / 1000
  return { km, pointsPerKm: points / km, requestsPerKm: requests / km, longestGapS }
}

test('a partner on the shipped drive sends few points a kilometre, and fewer and in fewer requests while nobody looks', () => {
  const watched = measure(true)
  const unwatched = measure(false)
  const say = (name: string, { km, pointsPerKm, requestsPerKm }: typeof watched) =>
    `${name}: ${pointsPerKm.toFixed(1)} points and ${requestsPerKm.toFixed(1)} requests a km, over ${km.toFixed(1)} km`
  const every = {
    pointsPerKm: [...drive()].length / watched.km,
    requestsPerKm: [...drive()].length / watched.km,
  }
  process.stdout.write(
    `${[say('watched', watched), say('unwatched', unwatched), say('each fix', { ...watched, ...every })].join('\n')}\n`,
  )
  expect(watched.pointsPerKm).toBeGreaterThan(10)
  expect(watched.pointsPerKm).toBeLessThan(40)
  expect(unwatched.pointsPerKm).toBeLessThan(watched.pointsPerKm / 1.5)
  expect(unwatched.requestsPerKm).toBeLessThan(watched.requestsPerKm / 5)
  expect(Math.max(watched.longestGapS, unwatched.longestGapS)).toBeLessThanOrEqual(60)
})
