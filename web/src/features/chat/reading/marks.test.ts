import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeMarks } from './marks.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the marks of a reader', () => {
  it('are told once per second and room, with the furthest message', async () => {
    const told: string[] = []
    const marks = makeMarks(async (mark, room, seq) => void told.push(`${mark} ${room} ${seq}`))
    for (const seq of [1, 2, 5, 4]) marks.reach('read', 'r1', seq)
    marks.reach('read', 'r2', 7)
    marks.reach('delivered', 'r1', 9)
    await vi.advanceTimersByTimeAsync(1000)
    expect(told).toEqual(['read r1 5', 'read r2 7', 'delivered r1 9'])
    marks.reach('read', 'r1', 5)
    await vi.advanceTimersByTimeAsync(5000)
    expect(told).toHaveLength(3)
  })

  it('are told again when the network was away', async () => {
    const told: number[] = []
    let isAway = true
    const marks = makeMarks(async (_mark, _room, seq) => {
      if (isAway) throw new TypeError('Failed to fetch')
      told.push(seq)
    })
    marks.reach('read', 'r1', 3)
    await vi.advanceTimersByTimeAsync(1000)
    isAway = false
    marks.reach('read', 'r1', 3)
    await vi.advanceTimersByTimeAsync(1000)
    expect(told).toEqual([3])
  })

  it('of the person before are not told when another signs in', async () => {
    const told: number[] = []
    const marks = makeMarks(async (_mark, _room, seq) => void told.push(seq))
    marks.reach('read', 'r1', 3)
    marks.forget()
    await vi.advanceTimersByTimeAsync(5000)
    expect(told).toEqual([])
  })
})
