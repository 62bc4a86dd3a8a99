import { rowsOf } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'
import { parseTracking, type Tracking } from './position.ts'

/** All that may be seen of where an order is, for who asks; that they asked is logged, and lets them join the topic. */
export async function openTracking(orderId: string): Promise<Tracking> {
  return parseTracking(await rowsOf(supabase.rpc('open_tracking', { order_id: orderId })))
}

/** Says that somebody still looks: as long as one does, the partner's device sends more often. */
export async function keepWatching(orderId: string): Promise<void> {
  await supabase.rpc('keep_watching', { order_id: orderId })
}
