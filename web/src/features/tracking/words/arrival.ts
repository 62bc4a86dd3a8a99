import { makeWords } from '../../../lib/words.ts'

/** The words of the map, of the card above it and of what is said of them. `name` is null for the reader, who drives. */
const en = {
  map: 'Map',
  mapKeys: 'Map. Arrow keys move it, plus and minus zoom, F follows again.',
  followAgain: 'Follow again',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  position: (name: string, note: string) => (note ? `${name}'s position, ${note}` : `${name}'s position`),
  aboutHere: 'about here',
  paused: 'paused',
  lastSeen: (time: string) => `last seen ${time}`,
  updatedNow: 'updated just now',
  updated: (ago: string) => `updated ${ago}`,
  pausedLastSeen: (time: string) => `paused, last seen ${time}`,
  at: { pickup: 'At the pickup', door: 'At your door', dropoff: 'At the delivery address' },
  pausedAt: (time: string) => `Position paused at ${time}`,
  waitingForFirst: 'Waiting for the first position',
  notShared: (name: string) => `${name} does not share the position now`,
  notSharedYet: (name: string) => `${name} has not shared a position yet`,
  toGo: (distance: string) => `${distance} to go`,
  away: (distance: string) => `${distance} away`,
  toThePickup: 'On the way to the pickup',
  arrives: (range: string) => `Arrives ${range}`,
  atThePickup: (range: string) => `At the pickup ${range}`,
  wasExpected: (range: string) => `Was expected ${range}`,
  asOf: (time: string) => `as of ${time}`,
  approximate: 'approximate, no road is known',
  coarse: 'only the area is shown until it is picked up',
  cautions: (parts: readonly string[]) => parts.join(', '),
  whole: (clause: string) => `${clause}.`,
  spokenPaused: 'The position is paused.',
  spokenOld: (time: string) => `No new position for a while, last seen ${time}.`,
  spokenAt: {
    pickup: (name: string | null) => `${is(name)} at the pickup.`,
    door: (name: string | null) => `${is(name)} at your door.`,
    dropoff: (name: string | null) => `${is(name)} at the delivery address.`,
  },
  spokenWay: (name: string | null) => `${is(name)} on the way to the pickup`,
  spokenFrom: {
    pickup: (name: string | null, distance: string) => `${is(name)} ${distance} from the pickup`,
    door: (name: string | null, distance: string) => `${is(name)} ${distance} from you`,
    dropoff: (name: string | null, distance: string) => `${is(name)} ${distance} from the delivery address`,
  },
  spokenBetween: (where: string, low: string, high: string, isSure: boolean) =>
    isSure
      ? `${where}, there between ${low} and ${high}.`
      : `${where}, probably there between ${low} and ${high}.`,
}
const is = (name: string | null) => (name === null ? 'You are' : `${name} is`)

export type Words = typeof en
export const arrivalWords = makeWords<Words>(en, {
  es: () => import('./arrival-es.ts'),
  ar: () => import('./arrival-ar.ts'),
})
