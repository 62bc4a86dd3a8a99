import { rowsOf } from '../../lib/failure.ts'
import type { ShareStatus } from '../../lib/rows.ts'
import { supabase } from '../../lib/supabase.ts'
import type { Position, TrailPoint } from './position.ts'

const columns = 'recorded_at, lat, lng, accuracy_m, speed_mps, heading_deg'
// the most a hosted project answers in one page by default
const trailLimit = 1_000

/** The newest position, or null when there is none or nobody shares. */
export async function fetchPosition(orderId: string): Promise<Position | null> {
  const rows = await rowsOf(supabase.from('last_locations').select(columns).eq('order_id', orderId).limit(1))
  return rows[0] ?? null
}

/** The newest part of the trail, oldest point first. */
export async function fetchTrail(orderId: string): Promise<TrailPoint[]> {
  const rows = await rowsOf(
    supabase
      .from('locations')
      .select('recorded_at, lat, lng')
      .eq('order_id', orderId)
      .order('recorded_at', { ascending: false })
      .limit(trailLimit),
  )
  return rows.reverse()
}

/** Whether the partner shares now; `stopped` when they never did. */
export async function fetchShare(orderId: string): Promise<ShareStatus> {
  const rows = await rowsOf(
    supabase
      .from('location_shares')
      .select('status')
      .eq('order_id', orderId)
      .order('changed_at', { ascending: false })
      .limit(1),
  )
  return rows[0]?.status ?? 'stopped'
}
