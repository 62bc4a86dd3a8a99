import { useSyncExternalStore } from 'react'
import { makeTopics, type TopicOptions } from './realtime-topics.ts'
import { supabase } from './supabase-whole.ts'

const topics = makeTopics(supabase.realtime, () => supabase.auth.refreshSession())

window.addEventListener('online', topics.wake)
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') topics.wake()
})

/** Listens to a topic: `subscribe('room:1:1', { message_created: (payload) => … }, { private: true, onReady: refetch })`. */
export function subscribe(
  topic: string,
  handlers: Record<string, (payload: unknown) => void>,
  options?: TopicOptions,
): () => void {
  return topics.subscribe(topic, handlers, options)
}

/** Joins a topic anew where what one may do there has changed without a new name; whoever listens stays. */
export const rejoin = (topic: string): void => topics.rejoin(topic)

/** `live` when every topic the page listens to is joined. */
export function useConnection() {
  return useSyncExternalStore(topics.watch, topics.state)
}
