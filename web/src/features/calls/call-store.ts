import { useSyncExternalStore } from 'react'
import { afterHearing, type Call, readCall } from './call.ts'

let current: Call | null = null
const watchers = new Set<() => void>()

function show(next: Call | null) {
  if (next === current) return
  current = next
  for (const watch of watchers) watch()
}

/** The call this page knows of, live or just over; null when there is none. */
export const currentCall = (): Call | null => current

/** Takes what the database says of a call, by whichever way it came. */
export function hearCall(said: unknown): Call | null {
  const heard = readCall(said)
  if (heard) show(afterHearing(current, heard))
  return heard
}

/** The person has seen how it ended. */
export function forgetCall(id: string): void {
  if (current?.id === id) show(null)
}

const watch = (watcher: () => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

export const useCurrentCall = () => useSyncExternalStore(watch, currentCall)
