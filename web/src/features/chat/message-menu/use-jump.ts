import { useCallback, useEffect, useRef, useState } from 'react'
import { sentenceFor } from '../../../lib/failure.ts'
import { showToast } from '../../../ui/toast.tsx'
import type { JumpTarget } from '../list/message-list.tsx'

/**
 * Goes to a message of the room, wherever it is: what is not loaded is fetched around it. `target` is where the list
 * should scroll to; `first` is a message to begin at.
 */
export function useJump(fetchAround: (seq: number) => Promise<void>, first: JumpTarget | null) {
  const [target, setTarget] = useState<JumpTarget | null>(null)
  const latest = useRef<JumpTarget | null>(null)

  const jump = useCallback(
    async ({ id, seq, reply = null }: JumpTarget) => {
      const wanted = { id, seq, reply }
      latest.current = wanted
      try {
        await fetchAround(seq)
        // a later jump may have overtaken this one
        if (latest.current === wanted) setTarget(wanted)
      } catch (failure) {
        showToast(sentenceFor(failure))
      }
    },
    [fetchAround],
  )

  useEffect(() => {
    if (first) void jump(first)
  }, [first, jump])

  return { target, jump }
}
