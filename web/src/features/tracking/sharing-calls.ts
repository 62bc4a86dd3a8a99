import * as v from 'valibot'
import { Failure, isUnreachable, rowsOf } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'
import type { QueuedPoint } from './position-queue.ts'
import type { SendOutcome } from './position-sender.ts'

/** The wording a partner agrees to; change it together with the text in consent.tsx. */
export const consentVersion = '2026-11'

const answer = v.object({
  refused: v.array(v.object({ client_id: v.nullable(v.string(), ''), reason: v.string() })),
})
const ends = new Set(['not_sharing', 'order_closed', 'not_the_partner'])

/** Consents, or resumes after a pause. Errors: not_the_partner, order_closed. */
export async function startSharing(orderId: string): Promise<void> {
  await rowsOf(supabase.rpc('start_sharing', { order_id: orderId, consent_version: consentVersion }))
}

/** Says that the device does not send for now. Errors: not_sharing. */
export async function pauseSharing(orderId: string): Promise<void> {
  await rowsOf(supabase.rpc('pause_sharing', { order_id: orderId }))
}

/** Takes consent back. Errors: not_sharing. */
export async function stopSharing(orderId: string): Promise<void> {
  await rowsOf(supabase.rpc('stop_sharing', { order_id: orderId }))
}

/** Sends up to 100 points and says what came of it; throws nothing. */
export async function sendPoints(orderId: string, points: QueuedPoint[]): Promise<SendOutcome> {
  try {
    const { refused } = v.parse(
      answer,
      await rowsOf(supabase.rpc('ingest_locations', { order_id: orderId, points })),
    )
    return { kind: 'taken', refused }
  } catch (error) {
    if (!(error instanceof Failure) || isUnreachable(error)) return { kind: 'later' }
    if (ends.has(error.code)) return { kind: 'ended', code: error.code }
    return error.status >= 500 || error.status === 401 || error.status === 429
      ? { kind: 'later' }
      : { kind: 'rejected', code: error.code }
  }
}
