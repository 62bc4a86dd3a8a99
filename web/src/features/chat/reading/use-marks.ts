import { useEffect, useState } from 'react'
import { rowsOf } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import { makeMarks } from './marks.ts'

const readListeners = new Set<(roomId: string) => void>()
/** The marks of the person signed in, shared by all rooms. */
export const marks = makeMarks(async (mark, room_id, seq) => {
  await rowsOf(supabase.rpc(mark === 'read' ? 'mark_read' : 'mark_delivered', { room_id, seq }))
  if (mark === 'read') for (const listen of readListeners) listen(room_id)
})

/** Calls back each time a read mark was stored, when unread counts have changed; returns its own ending. */
export function listenRead(listen: (roomId: string) => void): () => void {
  readListeners.add(listen)
  return () => readListeners.delete(listen)
}

function useIsVisible(): boolean {
  const [isVisible, setVisible] = useState(document.visibilityState === 'visible')
  useEffect(() => {
    const onChange = () => setVisible(document.visibilityState === 'visible')
    document.addEventListener('visibilitychange', onChange)
    return () => document.removeEventListener('visibilitychange', onChange)
  }, [])
  return isVisible
}

/** Marks a room read up to `seq` while the page is seen and `isAtEnd`: what was not on screen was not read. */
export function useReading(roomId: string, seq: number, isAtEnd: boolean, readSeq: number): void {
  const isVisible = useIsVisible()
  useEffect(() => {
    if (isVisible && isAtEnd && seq > readSeq) marks.reach('read', roomId, seq)
  }, [roomId, seq, isAtEnd, isVisible, readSeq])
}
