import { makeWords, pluralIn } from '../../../lib/words.ts'

const plural = pluralIn('en')

/** The words of a drive again, for staff. */
const en = {
  replay: 'Replay',
  map: 'Map',
  mapKeys: 'Map of the way. Arrow keys move it, plus and minus zoom.',
  wholeWay: 'Show the whole way',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  shownPosition: 'Position at the moment shown',
  noPosition: 'no position',
  speed: 'Speed of the replay',
  play: 'Play',
  pause: 'Pause',
  gap: (minutes: number) => plural(minutes, { one: 'no position for # min', other: 'no position for # min' }),
  said: (parts: readonly string[]) => parts.join(', '),
  positions: (count: number) => plural(count, { one: '# position', other: '# positions' }),
  crossings: 'Crossings',
  crossing: {
    arriving: { pickup: 'Near the pickup', dropoff: 'Near the delivery address' },
    arrived: { pickup: 'Arrived at the pickup', dropoff: 'Arrived at the delivery address' },
    left: { pickup: 'Left the pickup', dropoff: 'Left the delivery address' },
  },
  moment: 'Moment of the drive',
  summary: (day: string, range: string) => `${day}, ${range}`,
  onlyTheWay:
    'The single positions are deleted after some days. The way is kept, rounded to about ten metres.',
  nothing: 'No position was recorded for this order.',
  failed: 'The way could not be loaded.',
  offline: 'The way will be here once you are online again.',
  loading: 'Loading the way',
}
export type Words = typeof en
export const replayWords = makeWords<Words>(en, {
  es: () => import('./replay-es.ts'),
  ar: () => import('./replay-ar.ts'),
})
