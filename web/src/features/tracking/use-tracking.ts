import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { subscribe } from '../../lib/realtime.ts'
import { extendTrail, newest, readPosition, readShare } from './position.ts'
import { openTracking, type Tracking } from './position-query.ts'

export type Tracked = { id: string; location_epoch: number }
export const trackingKey = (orderId: string) => ['tracking', orderId] as const

/** The live position, trail and sharing of one order; pass null while there is nobody to follow. */
export function useTracking(order: Tracked | null) {
  const queryClient = useQueryClient()
  const id = order?.id ?? ''
  const epoch = order?.location_epoch ?? 0
  const enabled = order !== null
  const tracking = useQuery({
    queryKey: [...trackingKey(id), epoch],
    enabled,
    queryFn: async ({ client, queryKey }) => {
      const opened = await openTracking(id)
      const last = client.getQueryData<Tracking>(queryKey)
      // an event may have overtaken this answer; no position means that sharing was stopped
      return { ...opened, position: opened.position && newest(last?.position, opened.position) }
    },
  })
  // the door is open only to who stands in the log, so the call comes before the topic
  const topic = enabled ? tracking.data?.topic : undefined

  useEffect(() => {
    if (!topic) return
    const key = [...trackingKey(id), epoch]
    const change = (update: (last: Tracking) => Tracking) =>
      queryClient.setQueryData<Tracking>(key, (last) => last && update(last))
    return subscribe(
      topic,
      {
        position_updated(payload) {
          const next = readPosition(payload)
          if (!next) return
          change((last) => ({
            ...last,
            position: newest(last.position, next),
            trail: extendTrail(last.trail, next),
          }))
        },
        sharing_updated(payload) {
          const share = readShare(payload)
          if (!share) return
          change((last) => ({ ...last, share, position: share === 'stopped' ? null : last.position }))
        },
      },
      { private: true, onReady: () => void queryClient.invalidateQueries({ queryKey: key }) },
    )
  }, [id, epoch, topic, queryClient])

  return {
    position: tracking.data?.position ?? null,
    trail: tracking.data?.trail ?? [],
    share: tracking.data?.share ?? 'stopped',
    isPending: enabled && tracking.isPending,
    error: tracking.error,
    refetch: () => queryClient.invalidateQueries({ queryKey: trackingKey(id) }),
  }
}
