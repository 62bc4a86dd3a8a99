import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import * as v from 'valibot'
import { rowsOf } from '../../lib/failure.ts'
import { subscribe } from '../../lib/realtime.ts'
import { supabase } from '../../lib/supabase.ts'
import {
  applyMoved,
  applyUpdated,
  mergeFetched,
  type Operation,
  operationSchema,
  readMoved,
  readUpdated,
} from './operation.ts'

const operationsKey = ['operations'] as const
const mapSchema = v.object({ topic: v.string(), operations: v.array(operationSchema) })
type OperationsMap = { topic: string; operations: Operation[] }
/** The database counts a heartbeat for 45 s. */
const beatMs = 15_000

async function fetchMap(client: QueryClient): Promise<OperationsMap> {
  const { topic, operations } = v.parse(mapSchema, await rowsOf(supabase.rpc('operations_map')))
  const last = client.getQueryData<OperationsMap>(operationsKey)
  return { topic, operations: mergeFetched(last?.operations, operations) }
}

const isSeen = () => document.visibilityState === 'visible' && navigator.onLine

/** Says every 15 s that the map is seen: without it nothing is told. Every fourth time the call that fetches says it. */
function useHeartbeat(isOn: boolean) {
  const queryClient = useQueryClient()
  useEffect(() => {
    if (!isOn) return
    let beats = 0
    const beat = () => {
      if (!isSeen()) return
      beats += 1
      if (beats % 4 === 0) void queryClient.invalidateQueries({ queryKey: operationsKey })
      // one that is lost is made up for by the next
      else void supabase.rpc('watch_operations').then(undefined, () => undefined)
    }
    // not refetchInterval: each event that changes the data would set it back
    const timer = setInterval(beat, beatMs)
    document.addEventListener('visibilitychange', beat)
    window.addEventListener('online', beat)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', beat)
      window.removeEventListener('online', beat)
    }
  }, [isOn, queryClient])
}

/** Every order under way, kept true by the topic that comes with them; fetched on each join and every minute. */
export function useOperations() {
  const queryClient = useQueryClient()
  const query = useQuery({
    queryKey: operationsKey,
    // the merged list is compared by nobody: five thousand orders are not walked through twice
    structuralSharing: false,
    queryFn: ({ client }) => fetchMap(client),
  })
  // the call that fetches is the first heartbeat, and without one the topic refuses
  const topic = query.data?.topic
  useHeartbeat(topic !== undefined)
  useEffect(() => {
    if (topic === undefined) return
    const refetch = () => void queryClient.invalidateQueries({ queryKey: operationsKey })
    const change = (work: (last: Operation[]) => Operation[]) =>
      queryClient.setQueryData<OperationsMap>(
        operationsKey,
        (last) => last && { ...last, operations: work(last.operations) },
      )
    return subscribe(
      topic,
      {
        operations_moved(payload) {
          const moved = readMoved(payload)
          if (moved.length > 0) change((last) => applyMoved(last, moved))
        },
        // somebody is staff no more; the next answer names the topic that goes on
        topic_changed: refetch,
        operation_updated(payload) {
          const updated = readUpdated(payload)
          if (!updated) return refetch()
          change((last) => applyUpdated(last, updated))
          // an answer on its way may be from before
          if (queryClient.isFetching({ queryKey: operationsKey }) > 0) refetch()
        },
      },
      { private: true, onReady: refetch },
    )
  }, [topic, queryClient])
  return query
}
