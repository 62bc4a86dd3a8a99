import { createHash } from 'node:crypto'
import { distanceM, metresTo, moved, type Place } from './places.ts'

export type Roads = {
  /** A road the stand-in knows from now on: whoever asks from beside it to beside it is sent along it. */
  learn(road: Place[]): void
  /** The way from one place to another, and seconds for each of its pieces; undefined when nobody can drive it. */
  between(from: Place, to: Place): { places: Place[]; seconds: number[] } | undefined
}

const besideM = 150
const mostRoads = 50

/** Knows the roads it was told; between other places it draws one with bends, the same for the same two places. */
export function createRoads(known: Place[][] = []): Roads {
  const roads = known.map(withoutStops)
  return {
    learn(road) {
      roads.unshift(withoutStops(road))
      roads.splice(mostRoads)
    },
    between(from, to) {
      // as OSRM, which finds no street in the sea: nothing further than it can be driven in two days
      if (distanceM(from, to) > 3_000_000) return
      const places = roads.map((road) => along(road, from, to)).find((part) => part) ?? draw(from, to)
      return { places, seconds: timed(places) }
    },
  }
}

/** A recorded drive without the crawl of a car that stands. */
function withoutStops(road: Place[]): Place[] {
  const kept: Place[] = []
  for (const place of road) {
    const before = kept.at(-1)
    if (!before || distanceM(before, place) > 12) kept.push(place)
  }
  return kept
}

/**
 * The longest way on a road from beside one place to beside the other: a drive that comes back to where it began is one road and
 * not a step across the street.
 */
function along(road: Place[], from: Place, to: Place): Place[] | undefined {
  const nearest = (place: Place, isLast: boolean) => {
    const off = road.map((p) => distanceM(p, place))
    const near = Math.min(...off)
    if (near > besideM) return -1
    // of equally near ones the first to begin at, the last to end at
    const isNear = (metres: number) => metres <= near + 25
    return isLast ? off.findLastIndex(isNear) : off.findIndex(isNear)
  }
  const [begin, end] = [nearest(from, false), nearest(to, true)]
  return begin >= 0 && end > begin ? road.slice(begin, end + 1) : undefined
}

/** Streets as a town has them: a few corners to either side of the straight line, rounded, a point each 25 m or so. */
function draw(from: Place, to: Place): Place[] {
  const { east, north } = metresTo(from, to)
  const straight = Math.hypot(east, north)
  const corners = Math.min(Math.max(Math.round(straight / 400), 3), 40)
  const dice = createHash('sha256')
    .update(
      [from, to]
        .flat()
        .map((x) => x.toFixed(4))
        .join(' '),
    )
    .digest()
  const posts: Place[] = [from]
  for (let n = 1; n < corners; n++) {
    const side = ((dice[n % 32] ?? 0) / 255 - 0.5) * Math.min((straight / corners) * 1.2, 400)
    const share = n / corners
    // to the left or right of the line, at right angles to it
    posts.push(
      moved(from, east * share - (north / straight) * side, north * share + (east / straight) * side),
    )
  }
  posts.push(to)
  const step = Math.max(25, straight / 2000)
  return posts.flatMap((post, n) => {
    const next = posts[n + 1]
    if (!next) return [post]
    const pieces = Math.max(1, Math.round(distanceM(post, next) / step))
    const way = metresTo(post, next)
    return Array.from({ length: pieces }, (_, i) =>
      moved(post, (way.east * i) / pieces, (way.north * i) / pieces),
    )
  })
}

/** A router's idea of speed: 50 km/h, slower in bends, and a few seconds for each corner. It knows no lights and nobody who stands. */
function timed(places: Place[]): number[] {
  return places.slice(1).map((place, n) => {
    const before = places[n] as Place
    const next = places[n + 2]
    const metres = distanceM(before, place)
    if (!next) return metres / 8
    const [a, b] = [metresTo(before, place), metresTo(place, next)]
    const turn = Math.abs(
      Math.atan2(a.east * b.north - a.north * b.east, a.east * b.east + a.north * b.north),
    )
    return metres / 13.9 + (turn > 0.35 ? 4 * turn : 0)
  })
}
