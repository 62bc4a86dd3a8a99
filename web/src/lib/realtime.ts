import { useSyncExternalStore } from 'react'
import { painted } from './painted.ts'
import type { ConnectionState, makeTopics, TopicOptions } from './realtime-topics.ts'

type Topics = ReturnType<typeof makeTopics>
let topics: Topics | undefined
const watchers = new Set<() => void>()

/** Live topics stand on supabase-js in full, which the first page does not wait for. */
async function open(): Promise<Topics> {
  await painted
  const [{ supabase }, { makeTopics }] = await Promise.all([
    import('./supabase-whole.ts'),
    import('./realtime-topics.ts'),
  ])
  const made = makeTopics(supabase.realtime, () => supabase.auth.refreshSession())
  made.watch(() => {
    for (const watch of watchers) watch()
  })
  topics = made
  return made
}
let opening: Promise<Topics> | undefined
const opened = (): Promise<Topics> => {
  opening ??= open().catch((fault) => {
    opening = undefined
    throw fault
  })
  return opening
}

window.addEventListener('online', () => topics?.wake())
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') topics?.wake()
})

const retryMs = 5000

/** Listens to a topic: `subscribe('room:1:1', { message_created: (payload) => … }, { private: true, onReady: refetch })`. */
export function subscribe(
  topic: string,
  handlers: Record<string, (payload: unknown) => void>,
  options?: TopicOptions,
): () => void {
  if (topics) return topics.subscribe(topic, handlers, options)
  let end: (() => void) | undefined
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const join = () =>
    opened().then(
      (topics) => {
        if (!isOver) end = topics.subscribe(topic, handlers, options)
      },
      // its code did not come: the network is away, or was for a moment
      () => {
        if (!isOver) timer = setTimeout(join, retryMs)
      },
    )
  void join()
  return () => {
    isOver = true
    clearTimeout(timer)
    end?.()
  }
}

/** Joins a topic anew where what one may do there has changed without a new name; whoever listens stays. */
export const rejoin = (topic: string): void => topics?.rejoin(topic)

const watch = (watcher: () => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
const state = (): ConnectionState => topics?.state() ?? 'idle'

/** `live` when every topic the page listens to is joined. */
export function useConnection() {
  return useSyncExternalStore(watch, state)
}
