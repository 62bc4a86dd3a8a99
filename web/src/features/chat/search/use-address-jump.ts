import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import type { Message } from '../log/message.ts'

type Jump = (to: Pick<Message, 'id' | 'seq'>) => void

/** Goes to the message that the address names (`?at=<seq>&message=<id>`), once per visit and as soon as the room shows. */
export function useAddressJump(jump: Jump, isOpen: boolean): void {
  const { search, key } = useLocation()
  const done = useRef<string | null>(null)
  useEffect(() => {
    const params = new URLSearchParams(search)
    const id = params.get('message')
    const seq = Number(params.get('at'))
    if (!isOpen || !id || !Number.isSafeInteger(seq) || seq < 1 || done.current === key) return
    done.current = key
    jump({ id, seq })
  }, [search, key, isOpen, jump])
}
