import type { QueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { addToLists, notificationsKey } from './inbox-cache.ts'
import { type Notification, notificationSchema } from './notification.ts'

/** Realtime may speak a moment before a read sees the row, so what an event changed is read once more. */
const secondLookMs = 400

type Subscribe = (
  topic: string,
  handlers: Record<string, (payload: unknown) => void>,
  options: { private: boolean; onReady: () => void },
) => () => void

/** Keeps every list and count true to what the database says; `onArrival` hears of what is new. Returns its ending. */
export function listenToInbox(
  subscribe: Subscribe,
  queryClient: QueryClient,
  me: string,
  onArrival: (added: Notification) => void = () => undefined,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const refetch = () => void queryClient.invalidateQueries({ queryKey: notificationsKey })
  const refetchTwice = () => {
    // a burst is read at its beginning and after its end, however many events it has
    if (timer === undefined) refetch()
    clearTimeout(timer)
    timer = setTimeout(() => {
      timer = undefined
      refetch()
    }, secondLookMs)
  }
  const end = subscribe(
    `user:${me}`,
    {
      notification_created: (payload) => {
        const added = v.safeParse(notificationSchema, payload)
        if (added.success) {
          addToLists(queryClient, added.output)
          onArrival(added.output)
        }
        refetchTwice()
      },
      notifications_changed: refetchTwice,
    },
    { private: true, onReady: refetch },
  )
  return () => {
    clearTimeout(timer)
    end()
  }
}
