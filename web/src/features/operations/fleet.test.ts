import { expect, test } from 'vitest'
import { makeFleet } from './fleet.ts'
import { anOperation, noon } from './operation-fixture.ts'
import { standingOf } from './operation-state.ts'

const heard = (s: number, lat: number) =>
  standingOf(anOperation({}, { recorded_at: new Date(noon + s * 1000).toISOString(), lat }), noon)

test('a marker appears where it is, glides for as long as the next one takes to come, and rests', () => {
  const fleet = makeFleet()
  fleet.take([heard(0, 45.27)], 0, false)
  expect(fleet.step(1)).toBe(false)
  fleet.take([heard(3, 45.2702)], 3000, false)
  expect(fleet.step(4500)).toBe(true)
  expect(fleet.vehicles.get('a')?.shown.lat).toBeCloseTo(45.2701, 6)
  expect(fleet.step(6000)).toBe(false)
  expect(fleet.vehicles.get('a')?.shown.lat).toBeCloseTo(45.2702, 6)
})

test('it jumps where nobody could have driven, and when motion is unwanted', () => {
  const fleet = makeFleet()
  fleet.take([heard(0, 45.27)], 0, false)
  fleet.take([heard(3, 46)], 3000, false)
  expect(fleet.vehicles.get('a')?.shown.lat).toBe(46)
  fleet.take([heard(6, 46.0002)], 6000, true)
  expect(fleet.vehicles.get('a')?.shown.lat).toBe(46.0002)
})

test('what the list leaves out is off the map', () => {
  const fleet = makeFleet()
  fleet.take([heard(0, 45.27)], 0, false)
  fleet.take([], 10, false)
  expect(fleet.vehicles.size).toBe(0)
})
