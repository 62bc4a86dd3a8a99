import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { rowsOf } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import { withUpdate } from '../room/room.ts'
import { patchRoom, roomsKey } from '../room/rooms-query.ts'

const everyMs = 30_000

/** While the page is seen, asks the room itself every half minute: the net below Realtime, which may lose an event. */
export function useRoomWatch(roomId: string, check: (lastRev: number) => void): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    async function look() {
      if (document.visibilityState !== 'visible' || !navigator.onLine) return
      const request = supabase.from('rooms').select('epoch, status, last_seq, last_rev').eq('id', roomId)
      const [row] = await rowsOf(request)
      // no row: no longer a member
      if (!row) return queryClient.invalidateQueries({ queryKey: roomsKey })
      const { last_rev, ...update } = row
      patchRoom(queryClient, roomId, (room) => withUpdate(room, { room_id: roomId, ...update }))
      check(last_rev)
    }
    // a failed look is followed by the next
    const timer = setInterval(() => void look().catch(() => undefined), everyMs)
    return () => clearInterval(timer)
  }, [roomId, check, queryClient])
}
