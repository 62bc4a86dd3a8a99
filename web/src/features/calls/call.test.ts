import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterHearing, type Call, isHere, isLive, leftMs, otherOf, readCall } from './call.ts'

const said = {
  id: 'one',
  room_id: 'room',
  order_id: 'order',
  order_number: 'A1001',
  kind: 'order',
  status: 'ringing',
  caller_id: 'ada',
  caller_name: 'Ada',
  caller_avatar: null,
  callee_id: 'sam',
  callee_name: 'Sam',
  callee_avatar: null,
  caller_device: 'ada 1',
  accepted_device: null,
  end_reason: null,
  duration_s: null,
  started_at: null,
  max_seconds: 600,
  ring_seconds: 15,
  ring_left_ms: 14_000,
  left_ms: null,
}
const call = (more: Partial<Call> = {}): Call => ({ ...(readCall(said, 1000) as Call), ...more })

describe('a call that a page heard of', () => {
  it('is read, and nonsense is no call', () => {
    expect(readCall(said)?.callee_name).toBe('Sam')
    for (const nonsense of [null, {}, { ...said, status: 'dancing' }, { ...said, id: 7 }])
      expect(readCall(nonsense)).toBeNull()
  })

  it('counts down by the clock of the page from what the server said was left', () => {
    expect(leftMs(call(), 1000)).toBe(14_000)
    expect(leftMs(call(), 6000)).toBe(9000)
    expect(leftMs(call(), 60_000)).toBe(0)
    expect(leftMs(call({ status: 'accepted', left_ms: 600_000 }), 2000)).toBe(599_000)
  })

  it('is here for the device that calls or took it, and for no other', () => {
    expect(isHere(call(), 'ada', 'ada 1')).toBe(true)
    expect(isHere(call(), 'ada', 'ada 2')).toBe(false)
    expect(isHere(call(), 'sam', 'sam 1')).toBe(false)
    expect(isHere(call({ accepted_device: 'sam 1' }), 'sam', 'sam 1')).toBe(true)
    expect(otherOf(call(), 'sam').name).toBe('Ada')
  })

  it('never rings again once it is over, in whatever order the news came', () => {
    const statuses = ['ringing', 'accepted', 'completed'] as const
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...statuses), { maxLength: 12 }), (news) => {
        const heard = [...news, 'completed' as const]
        const shown = heard.reduce<Call | null>((last, status) => afterHearing(last, call({ status })), null)
        return shown === null || !isLive(shown)
      }),
    )
  })

  it('gives way to another only when it is over', () => {
    const other = call({ id: 'two' })
    expect(afterHearing(call(), other)?.id).toBe('one')
    expect(afterHearing(call({ status: 'missed' }), other)?.id).toBe('two')
    expect(afterHearing(null, call({ status: 'missed' }))).toBeNull()
  })
})
