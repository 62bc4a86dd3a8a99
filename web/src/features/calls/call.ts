import * as v from 'valibot'

const text = v.nullable(v.string())
const number = v.nullable(v.number())
const card = v.object({
  id: v.string(),
  room_id: v.string(),
  order_id: text,
  order_number: text,
  kind: v.string(),
  status: v.picklist(['ringing', 'accepted', 'declined', 'missed', 'cancelled', 'completed', 'failed']),
  caller_id: text,
  caller_name: text,
  caller_avatar: text,
  callee_id: text,
  callee_name: text,
  callee_avatar: text,
  caller_device: v.string(),
  accepted_device: text,
  end_reason: text,
  duration_s: number,
  started_at: text,
  max_seconds: v.number(),
  ring_seconds: v.number(),
  ring_left_ms: number,
  left_ms: number,
})

/** A call as the database tells of it (`private.call_card`), and when this page heard it, by its own steady clock. */
export type Call = v.InferOutput<typeof card> & { heardMs: number }

/** Reads what the database says of a call; null when it says there is none, or says it in a way this app does not know. */
export function readCall(said: unknown, heardMs = performance.now()): Call | null {
  const read = v.safeParse(card, said)
  return read.success ? { ...read.output, heardMs } : null
}

export const isLive = ({ status }: Call): boolean => status === 'ringing' || status === 'accepted'
export const isCaller = (call: Call, me: string): boolean => call.caller_id === me

/** Whether the call runs, or is asked for, on this device. */
export const isHere = (call: Call, me: string, device: string): boolean =>
  (isCaller(call, me) ? call.caller_device : call.accepted_device) === device

/** The other of the two. */
export function otherOf(call: Call, me: string): { name: string; avatar: string | null } {
  return isCaller(call, me)
    ? { name: call.callee_name ?? '—', avatar: call.callee_avatar }
    : { name: call.caller_name ?? '—', avatar: call.caller_avatar }
}

/** What is left of the ring, or of the call, in ms. The server's clock said how much there was; this page's counts down. */
export function leftMs(call: Call, nowMs = performance.now()): number {
  const left = (call.status === 'ringing' ? call.ring_left_ms : call.left_ms) ?? 0
  return Math.max(0, left - (nowMs - call.heardMs))
}

const rank = (call: Call): number => (call.status === 'ringing' ? 0 : call.status === 'accepted' ? 1 : 2)

/**
 * What a page shows after it heard of a call: the newer word about the same one, or one that is live. News may come late, doubled
 * and in any order, and an end is never undone.
 */
export function afterHearing(shown: Call | null, heard: Call): Call | null {
  if (shown?.id === heard.id) return rank(heard) >= rank(shown) ? heard : shown
  if (shown && isLive(shown)) return shown
  return isLive(heard) ? heard : shown
}
