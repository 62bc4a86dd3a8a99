import * as v from 'valibot'
import { pushWords } from './words/push.ts'

/** What `test_push_state` says of a test; `accepted`: the push service has it, the device has not shown it yet. */
export const testState = v.object({
  state: v.picklist(['waiting', 'accepted', 'shown', 'failed']),
  code: v.nullable(v.string()),
  shown_at: v.nullable(v.string()),
})
export type TestState = v.InferOutput<typeof testState>

/** A device that is on shows a push within seconds; after this long it is off, away or asleep. */
export const patienceMs = 20_000

export type TestResult = { tone: 'busy' | 'good' | 'quiet' | 'bad'; sentence: string }

/** What a test has come to, in words. `waitedMs`: since it was asked for. */
export function testResult({ state, code }: TestState, waitedMs: number): TestResult {
  const words = pushWords.now()
  if (state === 'shown') return { tone: 'good', sentence: words.arrived }
  if (state === 'failed') {
    const isGone = code === '404' || code === '410' || code === 'invalid_keys'
    const other = words.notSent(code ?? words.unknown)
    return { tone: 'bad', sentence: isGone ? words.ended : ((code && words.testFailed[code]) ?? other) }
  }
  if (waitedMs < patienceMs) return { tone: 'busy', sentence: words.onItsWay }
  if (state === 'accepted')
    return {
      tone: 'quiet',
      sentence: words.notShown,
    }
  return { tone: 'quiet', sentence: words.noAnswer }
}
