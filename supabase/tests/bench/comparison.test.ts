import { expect, it } from 'vitest'
import { type Comparison, interleave, isReached, median, ratios } from './comparison.ts'

const comparison = (more: Partial<Comparison>): Comparison => ({
  ...{ id: 'X', what: '', peer: '', unit: '', goal: 2, isMoreBetter: true, ours: [], peers: [] },
  ...more,
})

it('a reader gets the middle figure, and between the two middle ones when there are two', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([7])).toBe(7)
})

it('a bench compares within each round, not the best of one with the worst of the other', () => {
  const slowingDown = comparison({ ours: [400, 200, 100], peers: [200, 100, 50] })
  expect(ratios(slowingDown)).toEqual([2, 2, 2])
  expect(isReached(slowingDown)).toBe(true)
  expect(isReached(comparison({ ours: [199], peers: [100] }))).toBe(false)
  expect(isReached(comparison({ ours: [199], peers: [100], isMoreBetter: false }))).toBe(true)
})

it('a bench takes turns, begins each round with another, and throws the warm-up away', async () => {
  const order: string[] = []
  let figure = 0
  const side = (name: string) => async () => {
    order.push(name)
    return ++figure
  }
  const figures = await interleave(2, { a: side('a'), b: side('b') }, () => {})
  expect(order.join('')).toBe('abbaab')
  expect(figures).toEqual({ a: [4, 5], b: [3, 6] })
})
