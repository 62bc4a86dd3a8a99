import * as v from 'valibot'
import { Failure, isUnreachable, rowsOf } from '../../lib/failure.ts'
import { lastCall } from '../../lib/last-call.ts'
import { locale } from '../../lib/locale.ts'
import { supabase } from '../../lib/supabase.ts'
import type { QueuedPoint } from './position-queue.ts'
import type { SendOutcome } from './position-sender.ts'

/** The wordings a partner agrees to, with the language they were read in; change them together with the texts in words/sharing.ts and words/background.ts. */
const inLanguage = (wording: string) => (locale === 'en' ? wording : `${wording} ${locale}`)
export const consentVersion = inLanguage('2026-11-b')
export const backgroundVersion = inLanguage('2026-11-b background')

const answer = v.object({
  is_watched: v.optional(v.boolean(), true),
  refused: v.array(v.object({ client_id: v.nullable(v.string(), ''), reason: v.string() })),
})
const ends = new Set(['not_sharing', 'order_closed', 'not_the_partner'])

/** Consents, or resumes after a pause. Errors: not_the_partner, order_closed. */
export async function startSharing(orderId: string): Promise<void> {
  await rowsOf(supabase.rpc('start_sharing', { order_id: orderId, consent_version: consentVersion }))
}

/** Goes on when the page is seen again; false when the partner asked for the pause, which stays. Errors: not_sharing, order_closed. */
export async function resumeSharing(orderId: string): Promise<boolean> {
  const share = await rowsOf(supabase.rpc('resume_sharing', { order_id: orderId }))
  return share.status === 'sharing'
}

/** Pauses because the partner wants it. Errors: not_sharing. */
export async function pauseSharing(orderId: string): Promise<void> {
  await rowsOf(supabase.rpc('pause_sharing', { order_id: orderId }))
}

/** Says in the moment the page goes out of sight that it sends no more; the server may let another app go on. Throws nothing. */
export const tellHidden = (orderId: string): Promise<void> =>
  lastCall('pause_sharing', { order_id: orderId, is_hidden: true })

/** Takes consent back. Errors: not_sharing. */
export async function stopSharing(orderId: string): Promise<void> {
  await rowsOf(supabase.rpc('stop_sharing', { order_id: orderId }))
}

/** Sends up to 100 points and says what came of it; throws nothing. */
export async function sendPoints(orderId: string, points: QueuedPoint[]): Promise<SendOutcome> {
  try {
    const { refused, is_watched } = v.parse(
      answer,
      await rowsOf(
        // the device's own time, so that the server can put a wrong clock right
        supabase.rpc('ingest_locations', { order_id: orderId, points, sent_at: new Date().toISOString() }),
      ),
    )
    return { kind: 'taken', refused, isWatched: is_watched }
  } catch (error) {
    if (!(error instanceof Failure) || isUnreachable(error)) return { kind: 'later' }
    if (ends.has(error.code)) return { kind: 'ended', code: error.code }
    return error.status >= 500 || error.status === 401 || error.status === 429
      ? { kind: 'later' }
      : { kind: 'rejected', code: error.code }
  }
}
