import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import * as v from 'valibot'
import { rowsOf } from '../../lib/failure.ts'
import type { Point } from '../../lib/geo.ts'
import { subscribe } from '../../lib/realtime.ts'
import type { Row } from '../../lib/rows.ts'
import { supabase } from '../../lib/supabase.ts'
import { haltAll, sharingOf, watchShares } from './use-sharing.ts'

export const mySharesKey = ['tracking', 'my-shares'] as const

const watched = v.object({ order_id: v.string() })

type Ends = Pick<Row<'orders'>, 'status' | 'pickup_lat' | 'pickup_lng' | 'dropoff_lat' | 'dropoff_lng'>

/** The pickup until it is picked up, then the delivery. */
function destinationOf(order: Ends): Point {
  const isOnTheWayThere = order.status === 'placed' || order.status === 'accepted'
  return isOnTheWayThere
    ? { lat: order.pickup_lat, lng: order.pickup_lng }
    : { lat: order.dropoff_lat, lng: order.dropoff_lng }
}

/**
 * Goes on with what the partner agreed to before a reload, and ends what the server ended. Returns the ids of the orders
 * with an open share. Once, in the shell, for partners.
 */
export function useResumeSharing(personId: string): readonly string[] {
  const queryClient = useQueryClient()
  const { data } = useQuery({
    queryKey: mySharesKey,
    queryFn: async () => {
      const rows = await rowsOf(
        supabase
          .from('location_shares')
          .select('order_id, orders(status, pickup_lat, pickup_lng, dropoff_lat, dropoff_lng)')
          .eq('partner_id', personId)
          .is('stopped_at', null),
      )
      for (const { order_id, orders } of rows) sharingOf(order_id).aim(orders && destinationOf(orders))
      return rows.map((row) => row.order_id)
    },
  })
  const open = useRef<readonly string[]>([])
  useEffect(() => {
    if (!data) return
    for (const orderId of data) sharingOf(orderId).resume()
    // only what was seen open can be seen to have ended: an answer may be older than a share begun just now
    for (const orderId of open.current) if (!data.includes(orderId)) void sharingOf(orderId).end()
    open.current = data
  }, [data])
  useEffect(() => {
    const refetch = () => void queryClient.invalidateQueries({ queryKey: mySharesKey })
    const ends = [
      watchShares(refetch),
      // an order that closes ends its share in the same commit
      subscribe(
        `user:${personId}`,
        {
          order_updated: refetch,
          tracking_watched(payload) {
            const said = v.safeParse(watched, payload)
            if (said.success) sharingOf(said.output.order_id).watched()
          },
        },
        { private: true, onReady: refetch },
      ),
    ]
    return () => {
      for (const end of ends) end()
    }
  }, [personId, queryClient])
  useEffect(() => haltAll, [])
  return data ?? []
}
