import { useEffect } from 'react'
import { lookAtRoom } from './looking.ts'

/** While the room is on a page that is seen, no push of it is sent. */
export function useLooking(roomId: string): void {
  useEffect(() => lookAtRoom(roomId), [roomId])
}
