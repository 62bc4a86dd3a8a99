import { useCallback, useState } from 'react'
import { useMyId } from '../../../lib/session.tsx'

function stored(key: string): string {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

/** What the person has begun to write in a room, kept on this device until it is sent. */
export function useDraft(roomId: string): [string, (text: string) => void] {
  const key = `orderline:draft:${useMyId()}:${roomId}`
  const [text, setText] = useState(() => stored(key))
  const write = useCallback(
    (next: string) => {
      setText(next)
      try {
        if (next) localStorage.setItem(key, next)
        else localStorage.removeItem(key)
      } catch {
        // a full or forbidden storage loses the draft at a reload, not the words on screen
      }
    },
    [key],
  )
  return [text, write]
}
