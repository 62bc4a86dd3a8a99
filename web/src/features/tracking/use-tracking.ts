import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { subscribe } from '../../lib/realtime.ts'
import type { ShareStatus } from '../../lib/rows.ts'
import { extendTrail, newest, type Position, readPosition, readShare, type TrailPoint } from './position.ts'
import { fetchPosition, fetchShare, fetchTrail } from './position-query.ts'

export type Tracked = { id: string; location_epoch: number }
export const trackingKey = (orderId: string) => ['tracking', orderId] as const

/** The live position, trail and sharing of one order; pass null while there is nobody to follow. */
export function useTracking(order: Tracked | null) {
  const queryClient = useQueryClient()
  const id = order?.id ?? ''
  const epoch = order?.location_epoch ?? 0
  const key = [...trackingKey(id), epoch]
  const enabled = order !== null
  const position = useQuery({
    queryKey: [...key, 'position'],
    enabled,
    queryFn: async ({ client, queryKey }) => {
      const fetched = await fetchPosition(id)
      // an event may have overtaken this answer; no row means that sharing was stopped
      return fetched && newest(client.getQueryData<Position>(queryKey), fetched)
    },
  })
  const trail = useQuery({ queryKey: [...key, 'trail'], enabled, queryFn: () => fetchTrail(id) })
  const share = useQuery({ queryKey: [...key, 'share'], enabled, queryFn: () => fetchShare(id) })

  useEffect(() => {
    if (!enabled) return
    const own = [...trackingKey(id), epoch]
    return subscribe(
      `order:${id}:loc:${epoch}`,
      {
        position_updated(payload) {
          const next = readPosition(payload)
          if (!next) return
          queryClient.setQueryData<Position | null>([...own, 'position'], (last) => newest(last, next))
          queryClient.setQueryData<TrailPoint[]>([...own, 'trail'], (last) => last && extendTrail(last, next))
        },
        sharing_updated(payload) {
          const status = readShare(payload)
          if (!status) return
          queryClient.setQueryData<ShareStatus>([...own, 'share'], status)
          if (status === 'stopped') queryClient.setQueryData([...own, 'position'], null)
        },
      },
      { private: true, onReady: () => void queryClient.invalidateQueries({ queryKey: own }) },
    )
  }, [id, epoch, enabled, queryClient])

  return {
    position: position.data ?? null,
    trail: trail.data ?? [],
    share: share.data ?? 'stopped',
    isPending: enabled && (position.isPending || share.isPending),
    error: position.error ?? share.error ?? null,
    refetch: () => queryClient.invalidateQueries({ queryKey: trackingKey(id) }),
  }
}
