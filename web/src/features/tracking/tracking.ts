import {
  type Crossing,
  extendTrail,
  newest,
  readCrossing,
  readPosition,
  readRoute,
  readShare,
  type Share,
  type Tracking,
} from './position.ts'

const withCrossing = (known: readonly Crossing[], one: Crossing): Crossing[] =>
  known.some(({ place, kind }) => place === one.place && kind === one.kind) ? [...known] : [...known, one]

const isLater = (a: Share | null, b: Share | null): boolean =>
  a !== null && b !== null && Date.parse(a.changed_at) > Date.parse(b.changed_at)

/** What is known after an event was heard; the same object when it says nothing new or is not one of ours. */
export function withHeard(known: Tracking, event: string, payload: unknown): Tracking {
  if (event === 'position_updated') {
    const heard = readPosition(payload)
    if (!heard || newest(known.position, heard) !== heard) return known
    return { ...known, position: heard, trail: extendTrail(known.trail, heard) }
  }
  if (event === 'sharing_updated') {
    const share = readShare(payload)
    if (!share || isLater(known.share, share)) return known
    return share.status === 'stopped' ? { ...known, share, position: null, trail: [] } : { ...known, share }
  }
  if (event === 'route_updated') return { ...known, route: readRoute(payload) }
  if (event === 'fence_crossed') {
    const crossing = readCrossing(payload)
    return crossing ? { ...known, crossings: withCrossing(known.crossings, crossing) } : known
  }
  return known
}

/** What is known after an answer came: an event may have overtaken it, so what was heard since is not taken back. */
export function withFetched(known: Tracking | undefined, fetched: Tracking): Tracking {
  if (!known) return fetched
  const isOvertaken = isLater(known.share, fetched.share)
  const share = isOvertaken ? known.share : fetched.share
  if (share?.status === 'stopped') return { ...fetched, share, position: null, trail: [] }
  // no position in the answer is no gap but an end
  const position = fetched.position && newest(fetched.position, known.position)
  const end = fetched.trail.at(-1)?.at ?? 0
  const since = position === known.position ? known.trail.filter((point) => point.at > end) : []
  return { ...fetched, share, position, trail: [...fetched.trail, ...since] }
}
