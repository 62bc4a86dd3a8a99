import * as v from 'valibot'
import { rowsOf } from '../../lib/failure.ts'
import type { ShareStatus } from '../../lib/rows.ts'
import { supabase } from '../../lib/supabase.ts'
import { type Position, positionSchema, shareSchema, type TrailPoint } from './position.ts'

const trackingSchema = v.object({
  topic: v.string(),
  share: v.nullable(shareSchema),
  position: v.nullable(positionSchema),
  trail: v.array(v.tuple([v.number(), v.number(), v.number()])),
})

export type Tracking = {
  /** Where what follows is told; only who opened the tracking may join. */
  topic: string
  position: Position | null
  /** Oldest point first. */
  trail: TrailPoint[]
  /** `stopped` when the partner never shared. */
  share: ShareStatus
}

/** Opens the tracking of an order, which its partner can see in their log. */
export async function openTracking(orderId: string): Promise<Tracking> {
  const opened = v.parse(trackingSchema, await rowsOf(supabase.rpc('open_tracking', { order_id: orderId })))
  return {
    topic: opened.topic,
    position: opened.position,
    share: opened.share?.status ?? 'stopped',
    trail: opened.trail.map(([lat, lng, at]) => ({ lat, lng, recorded_at: new Date(at).toISOString() })),
  }
}
