import { expect, test } from 'vitest'
import { anOperation, noon } from './operation-fixture.ts'
import { arrivalText, countsOf, isLate, listOf, standingOf, stateOf, stateText } from './operation-state.ts'

const arrival = (low: number, high: number, is_approximate = false) => ({
  eta_at: new Date(noon + high * 60_000).toISOString(),
  eta_low_at: new Date(noon + low * 60_000).toISOString(),
  eta_high_at: new Date(noon + high * 60_000).toISOString(),
  is_approximate,
  remaining_m: 900,
})
const paused = { status: 'paused', changed_at: new Date(noon).toISOString() } as const

test('an order stands in exactly one way', () => {
  expect(stateOf(anOperation(), noon)).toBe('moving')
  expect(stateOf(anOperation({}, { speed_mps: 0.4 }), noon)).toBe('still')
  expect(stateOf(anOperation(), noon + 90_000)).toBe('moving')
  expect(stateOf(anOperation(), noon + 90_001)).toBe('stale')
  expect(stateOf(anOperation({ share: paused }), noon + 999_000)).toBe('paused')
  expect(stateOf(anOperation({ share: null }), noon)).toBe('silent')
  expect(stateOf(anOperation({ position: null }), noon)).toBe('silent')
})

test('late is when the whole range has passed and the partner is not there', () => {
  const due = anOperation({ arrival: arrival(2, 5) })
  expect(isLate(due, noon + 5 * 60_000)).toBe(false)
  expect(isLate(due, noon + 5 * 60_000 + 1)).toBe(true)
  const there = { place: 'dropoff', kind: 'arrived', at: new Date(noon).toISOString() } as const
  expect(isLate({ ...due, crossing: there }, noon + 999_000)).toBe(false)
  expect(isLate({ ...due, crossing: { ...there, place: 'pickup' } }, noon + 999_000)).toBe(true)
})

test('what needs a look comes first, and equals stand by their number', () => {
  const all = [
    anOperation({ order_id: '10', number: 'A10' }),
    anOperation({ order_id: '9', number: 'A9' }),
    anOperation({ order_id: 'p', number: 'A1', share: paused, customer_name: 'Zoë' }),
    anOperation({ order_id: 'l', number: 'A2', is_late: true }),
  ].map((one) => standingOf(one, noon))
  const ids = (o: Partial<Parameters<typeof listOf>[1]>) =>
    listOf(all, { filter: 'all', words: '', sort: 'attention', ...o }).map(({ order_id }) => order_id)
  expect(ids({})).toEqual(['l', 'p', '9', '10'])
  expect(ids({ sort: 'number' })).toEqual(['p', 'l', '9', '10'])
  expect(ids({ words: 'zoë sam' })).toEqual(['p'])
  expect(ids({ filter: 'late' })).toEqual(['l'])
  expect(countsOf(all)).toEqual({ all: 4, moving: 3, late: 1, stale: 0, paused: 1, silent: 0 })
})

test('words say the speed, the age and the range', () => {
  const say = (change = {}, at = noon) => stateText(standingOf(anOperation(change), at), new Date(at))
  expect(say()).toBe('Moving, 29 km/h')
  expect(say({}, noon + 3 * 60_000)).toMatch(/^Stale, heard 3 min/)
  expect(say({ position: null })).toBe('No position yet')
  expect(arrivalText(anOperation())).toBe('')
  expect(arrivalText(anOperation({ arrival: arrival(3, 3, true) }))).toMatch(/^about \S/)
})
