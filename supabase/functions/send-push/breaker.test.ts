import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import type { Outcome } from '../_shared/outcome.ts'
import { createBreaker } from './breaker.ts'

const silence: Outcome = { outcome: 'retry', code: 'timeout' }
const down: Outcome = { outcome: 'retry', code: 'push_service_down', retry_after_s: 10 }

function setUp() {
  const clock = { ms: 0 }
  const breaker = createBreaker({ silentTries: 3, restMs: 10_000, now: () => clock.ms })
  const tried: string[] = []
  const attempt = (host: string, outcome: Outcome) =>
    breaker(host, () => {
      tried.push(host)
      return Promise.resolve(outcome)
    })
  return { clock, tried, attempt }
}

Deno.test('a push service that is silent three times gets rest, while another goes on', async () => {
  const { clock, tried, attempt } = setUp()
  for (let i = 0; i < 3; i++) deepStrictEqual(await attempt('apple', silence), silence)
  deepStrictEqual(await attempt('apple', silence), down)
  strictEqual((await attempt('google', { outcome: 'accepted' })).outcome, 'accepted')
  strictEqual(tried.filter((host) => host === 'apple').length, 3)
  clock.ms = 10_001
  strictEqual(
    (await attempt('apple', { outcome: 'accepted' })).outcome,
    'accepted',
    'it is tried again after the rest',
  )
  deepStrictEqual(await attempt('apple', silence), silence, 'and counts from nothing')
})

Deno.test('a push service that answers, even with an error, is not silent', async () => {
  const { tried, attempt } = setUp()
  for (let i = 0; i < 5; i++) {
    await attempt('apple', silence)
    await attempt('apple', silence)
    await attempt('apple', { outcome: 'retry', code: '500' })
  }
  strictEqual(tried.length, 15)
})
