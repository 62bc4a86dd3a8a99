import * as v from 'valibot'

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

const failures: Record<string, string> = {
  no_consent: 'You switched push off for “Your account”. Switch it on above to test.',
  no_target: 'This device is no longer registered.',
  target_gone: 'This device is no longer registered.',
  expired: 'The push service did not take it in time. Try again later.',
  attempts_used_up: 'The push service did not take it. Try again later.',
}
const ended =
  'The browser has ended its registration. Open Orderline on that device and turn notifications on again.'

/** What a test has come to, in words. `waitedMs`: since it was asked for. */
export function testResult({ state, code }: TestState, waitedMs: number): TestResult {
  if (state === 'shown') return { tone: 'good', sentence: 'It arrived: the device has shown it.' }
  if (state === 'failed') {
    const isGone = code === '404' || code === '410' || code === 'invalid_keys'
    const other = `It could not be sent (${code ?? 'unknown'}).`
    return { tone: 'bad', sentence: isGone ? ended : ((code && failures[code]) ?? other) }
  }
  if (waitedMs < patienceMs) return { tone: 'busy', sentence: 'On its way…' }
  if (state === 'accepted')
    return {
      tone: 'quiet',
      sentence:
        'Sent, but the device has not shown it yet. It may be off or without a network; some iPhones show it without saying so.',
    }
  return { tone: 'quiet', sentence: 'The push service does not answer. It will be tried again.' }
}
