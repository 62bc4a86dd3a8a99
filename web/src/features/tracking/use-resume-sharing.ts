import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { rowsOf } from '../../lib/failure.ts'
import { subscribe } from '../../lib/realtime.ts'
import { supabase } from '../../lib/supabase.ts'
import { haltAll, sharingOf, watchShares } from './use-sharing.ts'

export const mySharesKey = ['tracking', 'my-shares'] as const

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
        supabase.from('location_shares').select('order_id').eq('partner_id', personId).is('stopped_at', null),
      )
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
      subscribe(`user:${personId}`, { order_updated: refetch }, { private: true, onReady: refetch }),
    ]
    return () => {
      for (const end of ends) end()
    }
  }, [personId, queryClient])
  useEffect(() => haltAll, [])
  return data ?? []
}
