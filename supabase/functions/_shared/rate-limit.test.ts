import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { createRateLimit } from './rate-limit.ts'

Deno.test('a caller who is too fast waits for the next window, and another caller does not', () => {
  const clock = { ms: 0 }
  const isWithin = createRateLimit({ most: 2, windowMs: 1000, now: () => clock.ms })
  deepStrictEqual(
    [isWithin('ada'), isWithin('ada'), isWithin('ada'), isWithin('eve')],
    [true, true, false, true],
  )
  clock.ms = 999
  strictEqual(isWithin('ada'), false)
  clock.ms = 1000
  deepStrictEqual([isWithin('ada'), isWithin('ada'), isWithin('ada')], [true, true, false])
})

Deno.test('a stranger with endless keys costs bounded memory, and the oldest key begins anew', () => {
  const isWithin = createRateLimit({ most: 1, windowMs: 1000, now: () => 0 })
  isWithin('first')
  for (let i = 0; i < 9_999; i++) isWithin(`key ${i}`)
  strictEqual(isWithin('first'), false)
  isWithin('one more')
  strictEqual(isWithin('first'), true)
})
