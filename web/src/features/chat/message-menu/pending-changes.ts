import { useSyncExternalStore } from 'react'
import type { Message } from '../log/message.ts'

type Guess = Partial<Pick<Message, 'body' | 'edited_at' | 'deleted_at' | 'reactions' | 'pinned_at' | 'link'>>

let guesses: ReadonlyMap<string, Guess> = new Map()
const watchers = new Set<() => void>()

function set(next: ReadonlyMap<string, Guess>) {
  guesses = next
  for (const watch of watchers) watch()
}

/** Shows a change before the server has it; returns how to take the guess away, once it is true or refused. */
export function guessChange(id: string, guess: Guess): () => void {
  const mine = { ...guesses.get(id), ...guess }
  set(new Map(guesses).set(id, mine))
  return () => {
    // a later guess about the same message has taken this one over
    if (guesses.get(id) !== mine) return
    const next = new Map(guesses)
    next.delete(id)
    set(next)
  }
}

const watchGuesses = (watch: () => void) => {
  watchers.add(watch)
  return () => void watchers.delete(watch)
}

/** A message as the person has just made it; `isWaiting` while the server has not said yes. */
export function useMessageNow<T extends Message | null>(message: T): { message: T; isWaiting: boolean } {
  const guess = useSyncExternalStore(watchGuesses, () => message && guesses.get(message.id))
  return guess ? { message: { ...message, ...guess }, isWaiting: true } : { message, isWaiting: false }
}
