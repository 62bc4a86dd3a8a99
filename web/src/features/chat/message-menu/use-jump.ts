import { useCallback, useEffect, useRef, useState } from 'react'
import type { Message } from '../log/message.ts'
import { type MessageLog, oldestSeq } from '../log/message-log.ts'

/**
 * Goes to a message of the room: scrolls its row into view and lights it up, after loading older messages until it is
 * there. `list` is a box around the rows.
 */
export function useJump(log: MessageLog, isLoadingOlder: boolean, loadOlder: () => void) {
  const box = useRef<HTMLDivElement>(null)
  const [target, setTarget] = useState<Pick<Message, 'id' | 'seq'> | null>(null)
  const oldest = oldestSeq(log)

  useEffect(() => {
    if (!target) return
    const row = box.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(target.id)}"]`)
    if (row) {
      row.scrollIntoView({ block: 'center' })
      row.animate([{ backgroundColor: 'var(--accent-soft)' }, { backgroundColor: 'transparent' }], 1600)
      row.querySelector<HTMLElement>('button, a')?.focus({ preventScroll: true })
      setTarget(null)
    } else if (oldest === undefined || target.seq >= oldest) setTarget(null)
    else if (!isLoadingOlder) loadOlder()
  }, [target, oldest, isLoadingOlder, loadOlder])

  return { box, jump: useCallback((to: Pick<Message, 'id' | 'seq'>) => setTarget({ ...to }), []) }
}
