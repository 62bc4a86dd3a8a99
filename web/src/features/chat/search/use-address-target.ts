import { useMemo } from 'react'
import { useLocation } from 'react-router'
import type { JumpTarget } from '../list/message-list.tsx'

/**
 * The message that the address names (`?at=<seq>&message=<id>`, and `&reply=<id>` of its thread), once the room `isOpen`; a new
 * object for each visit.
 */
export function useAddressTarget(isOpen: boolean): JumpTarget | null {
  const { search, key } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: who chooses the same message again wants to see it again
  return useMemo(() => {
    const params = new URLSearchParams(search)
    const id = params.get('message')
    const seq = Number(params.get('at'))
    if (!isOpen || !id || !Number.isSafeInteger(seq) || seq < 1) return null
    return { id, seq, reply: params.get('reply') }
  }, [search, key, isOpen])
}
