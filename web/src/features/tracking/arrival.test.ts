import { expect, test } from 'vitest'
import { distanceText } from '../../lib/format.ts'
import { clockRangeText, clockText } from '../../lib/time.ts'
import { arrivalOf, type Journey, spokenText } from './arrival.ts'
import type { Position, Tracking } from './position.ts'
import { someTracking } from './some-tracking.ts'
import { nextSpoken, type Spoken } from './speaking.ts'

const now = new Date('2026-11-21T10:00:20Z')
const low = '2026-11-21T10:05:00Z'
const high = '2026-11-21T10:12:00Z'
const range = clockRangeText(new Date(low), new Date(high))
const known = { eta_at: '2026-11-21T10:08:00Z', eta_low_at: low, eta_high_at: high, remaining_m: 1_200 }
const place = { lat: 45.01, lng: 13, nearM: 500, arriveM: 80 }
const places = { pickup: { ...place, label: 'Shop' }, dropoff: { ...place, label: 'Harbour Road 12' } }
const journey = (
  position: Partial<Position>,
  tracking: Partial<Tracking> = {},
  more: Partial<Journey> = {},
): Journey => ({
  ...{ tracking: someTracking({ ...known, ...position }, tracking), places, next: 'dropoff' },
  ...{ viewer: 'customer', name: 'Sam' },
  ...more,
})
const arrived = { place: 'dropoff' as const, kind: 'arrived' as const, at: '2026-11-21T10:00:10Z' }

test('Ada reads when Sam arrives, how far it is and that it is fresh', () => {
  expect(arrivalOf(journey({}), now)).toEqual({
    headline: `Arrives ${range}`,
    caution: '',
    distance: `${distanceText(1_200)} to go`,
    age: 'updated just now',
    freshness: 'fresh',
  })
})

test('an arrival without a road is called approximate', () => {
  expect(arrivalOf(journey({ eta_is_approximate: true }), now).caution).toMatch(/approximate/)
})

test('the range of a stale position stays as it was and says of when it is, also once it is over', () => {
  const later = new Date('2026-11-21T10:02:00Z')
  const stale = arrivalOf(journey({}), later)
  expect(stale.headline).toBe(`Arrives ${range}`)
  expect(stale.caution).toBe(`as of ${clockText(new Date('2026-11-21T10:00:00Z'))}`)
  const over = arrivalOf(journey({}), new Date('2026-11-21T10:20:00Z'))
  expect(over).toMatchObject({ headline: `Was expected ${range}`, freshness: 'lost' })
})

test('once Sam has arrived Ada reads that he is at her door, until he leaves', () => {
  const at = (crossings: Tracking['crossings'], viewer: Journey['viewer'] = 'customer') =>
    arrivalOf(journey({}, { crossings }, { viewer }), now).headline
  expect(at([arrived])).toBe('At your door')
  expect(at([arrived], 'staff')).toBe('At the delivery address')
  expect(at([arrived, { ...arrived, kind: 'left', at: '2026-11-21T10:00:15Z' }])).toBe(`Arrives ${range}`)
  expect(at([{ ...arrived, place: 'pickup' }])).toBe(`Arrives ${range}`)
})

test('before the pickup the range is that of the pickup, and an area is called an area', () => {
  const coarse = arrivalOf(journey({ is_coarse: true }, {}, { next: 'pickup' }), now)
  expect(coarse.headline).toBe(`At the pickup ${range}`)
  expect(coarse.caution).toMatch(/only the area is shown/)
  expect(coarse.distance).toBe('')
})

test('without a position the card says why there is none', () => {
  const none = (share: Tracking['share'], viewer: Journey['viewer'] = 'customer') =>
    arrivalOf({ ...journey({}), viewer, tracking: { ...someTracking(), position: null, share } }, now)
      .headline
  const changed_at = '2026-11-21T09:58:00Z'
  expect(none(null)).toBe('Sam has not shared a position yet')
  expect(none({ status: 'sharing', changed_at })).toBe('Waiting for the first position')
  expect(none({ status: 'paused', changed_at })).toBe(`Position paused at ${clockText(new Date(changed_at))}`)
  expect(none({ status: 'stopped', changed_at })).toBe('Sam does not share the position now')
  expect(none({ status: 'stopped', changed_at }, 'partner')).toBe('')
})

test('who cannot see the map hears the same', () => {
  const [from, to] = [clockText(new Date(low)), clockText(new Date(high))]
  expect(spokenText(journey({}), now)).toBe(
    `Sam is ${distanceText(1_200)} from you, there between ${from} and ${to}.`,
  )
  expect(spokenText(journey({}, { crossings: [arrived] }), now)).toBe('Sam is at your door.')
  expect(spokenText(journey({}), new Date('2026-11-21T10:05:00Z'))).toMatch(/^No new position for a while/)
  const paused = { status: 'paused' as const, changed_at: low }
  expect(spokenText(journey({}, { share: paused }), now)).toBe('The position is paused.')
})

test('the map speaks at once when something happened, else at most every two minutes, and never twice the same', () => {
  let last: Spoken | null = null
  const say = (text: string, state: string, second: number) => {
    const before: Spoken | null = last
    last = nextSpoken(last, text, state, second * 1_000)
    return last !== before
  }
  expect(say('', 'none', 0)).toBe(false)
  expect(say('2 km away', 'fresh', 1)).toBe(true)
  expect(say('1.9 km away', 'fresh', 60)).toBe(false)
  expect(say('paused', 'paused', 61)).toBe(true)
  expect(say('1.8 km away', 'fresh', 62)).toBe(true)
  expect(say('1 km away', 'fresh', 183)).toBe(true)
  expect(say('1 km away', 'fresh', 400)).toBe(false)
})
