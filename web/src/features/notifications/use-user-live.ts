import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import * as v from 'valibot'
import { subscribe } from '../../lib/realtime.ts'
import { useMyId } from '../../lib/session.tsx'
import { notificationSchema } from './notification.ts'
import { addToLists, notificationsKey, useUnreadCount } from './notifications-query.ts'
import { useAppBadge } from './use-app-badge.ts'
import { usePushStart } from './use-push.ts'

/** Realtime may speak a moment before a read sees the row, so what an event changed is read once more. */
const secondLookMs = 400

/**
 * What notifications do while somebody is signed in, whatever page is open: hear new ones, keep the count true,
 * show it in the title and on the app's icon, and keep this browser registered for push. Mount once.
 */
export function useUserLive(): void {
  const queryClient = useQueryClient()
  const me = useMyId()
  useAppBadge(useUnreadCount())
  usePushStart(me)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const refetch = () => void queryClient.invalidateQueries({ queryKey: notificationsKey })
    const refetchTwice = () => {
      refetch()
      clearTimeout(timer)
      timer = setTimeout(refetch, secondLookMs)
    }
    const end = subscribe(
      `user:${me}`,
      {
        notification_created: (payload) => {
          const added = v.safeParse(notificationSchema, payload)
          if (added.success) addToLists(queryClient, added.output)
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
  }, [me, queryClient])
}
