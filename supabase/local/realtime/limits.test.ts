import { expect, it } from 'vitest'
import { callWindow, rateCounter } from './limits.ts'

it('a rate is exceeded by the mean of a minute, and forgotten a minute later', () => {
  let now = 0
  const counter = rateCounter(10, () => now)
  counter.add(600)
  expect(counter.isExceeded()).toBe(false)
  now = 59_000
  counter.add(1)
  expect(counter.isExceeded()).toBe(true)
  now = 60_000
  expect(counter.isExceeded()).toBe(false)
  now = 600_000
  counter.add(601)
  expect(counter.isExceeded()).toBe(true)
})

it('a window allows its calls and opens anew after its time', () => {
  let now = 0
  const mayCall = callWindow(2, 30_000, () => now)
  expect([mayCall(), mayCall(), mayCall()]).toEqual([true, true, false])
  now = 30_000
  expect(mayCall()).toBe(false)
  now = 30_001
  expect(mayCall()).toBe(true)
})
