import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import type { Member } from '../room/room.ts'
import { calledIn, matchingPeople, openMention } from './mentions.ts'

/** Calling people by "@" while writing: the list that opens, its keys, and who is called in the end. */
export function useMentions(
  people: readonly Member[],
  text: string,
  write: (text: string, caret: number) => void,
) {
  const [caret, setCaret] = useState(0)
  const [active, setActive] = useState(0)
  const [closedAt, setClosedAt] = useState<number | null>(null)
  const picked = useRef(new Set<string>())
  const open = openMention(text, caret)
  const found = useMemo(() => (open ? matchingPeople(people, open.query) : []), [people, open])
  const isOpen = open !== null && found.length > 0 && open.at !== closedAt
  const at = Math.min(active, found.length - 1)

  function pick(person: Member) {
    if (!open) return
    picked.current.add(person.user_id)
    const before = `${text.slice(0, open.at)}@${person.name} `
    setCaret(before.length)
    setActive(0)
    // chosen: the list does not open again for the name that now stands there
    setClosedAt(open.at)
    write(before + text.slice(caret).replace(/^ /, ''), before.length)
  }

  return {
    isOpen,
    found,
    active: at,
    pick,
    /** Where the caret stands, after each change and move of it. */
    moved(to: number) {
      setCaret(to)
      if (closedAt !== null && openMention(text, to)?.at !== closedAt) setClosedAt(null)
    },
    /** True when the key was for the list. */
    onKey(event: KeyboardEvent): boolean {
      if (!isOpen || event.nativeEvent.isComposing) return false
      const chosen = found[at]
      if (event.key === 'ArrowDown') setActive((at + 1) % found.length)
      else if (event.key === 'ArrowUp') setActive((at - 1 + found.length) % found.length)
      else if (event.key === 'Escape') setClosedAt(open.at)
      else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) pick(chosen)
      else return false
      event.preventDefault()
      event.stopPropagation()
      return true
    },
    called: (words: string) => calledIn(words, people, picked.current),
  }
}
