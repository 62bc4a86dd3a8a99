import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyMoved, applyUpdated, type Moved, mergeFetched, readMoved } from './operation.ts'
import { anOperation, noon } from './operation-fixture.ts'

const moved = (at: number, lat: number, speed: number | null = 8): Moved => [
  ['a', at, lat, 13.71, 5, speed, 90, 50, null, null, null, null, null, false],
]

test('whatever order the positions come in, the marker ends at the newest and never goes back', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 20 }), (seconds) => {
      let operations = [anOperation()]
      let last = noon
      for (const s of seconds) {
        operations = applyMoved(operations, moved(noon + s * 1000, 45.27 + s / 10_000))
        const heard = Date.parse(operations[0]?.position?.recorded_at ?? '')
        expect(heard).toBeGreaterThanOrEqual(last)
        last = heard
      }
      expect(last).toBe(noon + Math.max(0, ...seconds) * 1000)
    }),
    { numRuns: 50, seed: 5 },
  )
})

test('an answer from before does not undo what an event has told', () => {
  const told = applyMoved([anOperation()], moved(noon + 5000, 45.271))
  expect(mergeFetched(told, [anOperation()])[0]?.position?.lat).toBe(45.271)
  expect(mergeFetched(told, [anOperation({ position: null })])[0]?.position).toBeNull()
})

test('a phone that tells no speed is given the one it went with, and keeps it when the same position comes again', () => {
  const told = applyMoved([anOperation()], moved(noon + 10_000, 45.271, null))
  expect(told[0]?.position?.speed_mps).toBeCloseTo(11.1, 1)
  const again = anOperation({}, { ...told[0]?.position, speed_mps: null })
  expect(mergeFetched(told, [again])[0]?.position?.speed_mps).toBeCloseTo(11.1, 1)
  const still = applyMoved(told, moved(noon + 20_000, 45.27101, null))
  expect(still[0]?.position?.speed_mps).toBe(0)
})

test('an order comes, changes and goes', () => {
  const b = anOperation({ order_id: 'b', number: 'B' })
  const two = applyUpdated([anOperation()], { order_id: 'b', operation: b })
  expect(two.map(({ order_id }) => order_id)).toEqual(['a', 'b'])
  expect(applyUpdated(two, { order_id: 'a', operation: null })).toEqual([b])
})

test('what is no list of moves moves nothing', () => {
  expect(readMoved({ moved: [['a', 1]] })).toEqual([])
  expect(readMoved(null)).toEqual([])
  expect(applyMoved([anOperation({ share: null })], moved(noon + 1, 1))[0]?.position?.lat).toBe(45.27)
})
