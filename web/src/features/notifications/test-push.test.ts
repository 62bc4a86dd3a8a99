import { describe, expect, it } from 'vitest'
import { patienceMs, testResult } from './test-push.ts'

const at = (state: 'waiting' | 'accepted' | 'shown' | 'failed', code: string | null = null, waitedMs = 0) =>
  testResult({ state, code, shown_at: null }, waitedMs)

describe('what a person reads of their test', () => {
  it.each([
    ['waiting', 0, 'busy', /On its way/],
    ['accepted', patienceMs - 1, 'busy', /On its way/],
    ['accepted', patienceMs, 'quiet', /has not shown it yet/],
    ['waiting', patienceMs, 'quiet', /does not answer/],
    ['shown', patienceMs * 2, 'good', /It arrived/],
  ] as const)('%s after %i ms', (state, waitedMs, tone, words) => {
    const result = at(state, null, waitedMs)
    expect(result.tone).toBe(tone)
    expect(result.sentence).toMatch(words)
  })

  it.each([
    ['no_consent', /switched push off/],
    ['target_gone', /no longer registered/],
    ['410', /turn notifications on again/],
    ['404', /turn notifications on again/],
    ['endpoint_not_allowed', /could not be sent \(endpoint_not_allowed\)/],
    [null, /could not be sent \(unknown\)/],
  ])('failed with %s', (code, words) => {
    const result = at('failed', code)
    expect(result.tone).toBe('bad')
    expect(result.sentence).toMatch(words)
  })
})
