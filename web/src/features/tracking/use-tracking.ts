import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Failure } from '../../lib/failure.ts'
import { subscribe } from '../../lib/realtime.ts'
import type { Tracking } from './position.ts'
import { keepWatching, openTracking } from './position-query.ts'
import { withFetched, withHeard } from './tracking.ts'

export type Tracked = { id: string; location_epoch: number }
export const trackingKey = (orderId: string) => ['tracking', orderId] as const
const events = ['position_updated', 'sharing_updated', 'route_updated', 'fence_crossed']
// the database forgets a viewer who was silent for 45 s
const watchEveryMs = 30_000

/** Where one order is, live; pass null while there is nobody to follow. `isOwn`: the partner, whose look does not make them send more often. */
export function useTracking(order: Tracked | null, isOwn: boolean) {
  const queryClient = useQueryClient()
  const id = order?.id ?? ''
  const epoch = order?.location_epoch ?? 0
  const enabled = order !== null
  const { data, error, isPending } = useQuery({
    queryKey: [...trackingKey(id), epoch],
    enabled,
    queryFn: async ({ client, queryKey }) => {
      const fetched = await openTracking(id)
      return withFetched(client.getQueryData<Tracking>(queryKey), fetched)
    },
    // closed, or given to somebody else, a moment ago: the order says so by itself
    retry: (times, fault) => times < 2 && !(fault instanceof Failure && fault.status === 404),
  })
  const topic = data?.topic

  useEffect(() => {
    if (!topic) return
    const key = [...trackingKey(id), epoch]
    const hear = (event: string) => (payload: unknown) =>
      queryClient.setQueryData<Tracking>(key, (known) => known && withHeard(known, event, payload))
    return subscribe(topic, Object.fromEntries(events.map((event) => [event, hear(event)])), {
      private: true,
      // nothing is kept for who was away, so every (re)join asks for all of it
      onReady: () => void queryClient.invalidateQueries({ queryKey: key }),
    })
  }, [topic, id, epoch, queryClient])

  const isWatching = topic !== undefined && !isOwn
  useEffect(() => {
    if (!isWatching) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void keepWatching(id)
    }, watchEveryMs)
    return () => clearInterval(timer)
  }, [isWatching, id])

  const isGone = error instanceof Failure && error.status === 404
  return {
    tracking: (enabled && !isGone && data) || null,
    isPending: enabled && isPending,
    error: isGone ? null : error,
    refetch: () => queryClient.invalidateQueries({ queryKey: trackingKey(id) }),
  }
}
