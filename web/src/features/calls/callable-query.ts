import { useQuery } from '@tanstack/react-query'
import { rowsOf } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'

/** Somebody the person may call in a room now, and how long such a call lasts. */
export type Callable = {
  person_id: string
  name: string
  kind: string
  max_seconds: number
  ring_seconds: number
}

/** Whom one may call in this room; `state` is whatever changes that, such as the status of its order. */
export function useCallable(roomId: string | undefined, state: string): Callable | null {
  const { data } = useQuery({
    queryKey: ['callable', roomId, state],
    enabled: Boolean(roomId) && typeof RTCPeerConnection === 'function',
    staleTime: 30_000,
    queryFn: async () => rowsOf(supabase.rpc('callable_people', { room_id: roomId ?? '' })),
  })
  return data?.[0] ?? null
}
