import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { rowsOf, sentenceFor } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'
import { showToast } from '../../ui/toast.tsx'
import type { Notification } from './notification.ts'
import { notificationsKey, patchLists } from './notifications-query.ts'

/** What one does with notifications. Shown at once, told to the server, then everything is counted and read anew. */
export function useNotificationActions() {
  const queryClient = useQueryClient()
  return useMemo(() => {
    async function run(
      change: (list: Notification[]) => Notification[],
      call: () => PromiseLike<unknown>,
    ): Promise<boolean> {
      // an answer that is on its way would put the old state back
      await queryClient.cancelQueries({ queryKey: notificationsKey })
      patchLists(queryClient, change)
      try {
        await call()
        return true
      } catch (error) {
        showToast(sentenceFor(error))
        return false
      } finally {
        void queryClient.invalidateQueries({ queryKey: notificationsKey })
      }
    }
    const read = (ids?: string[]) => () => rowsOf(supabase.rpc('mark_notifications_read', ids ? { ids } : {}))
    const unread = (ids: string[]) => () => rowsOf(supabase.rpc('mark_notifications_unread', { ids }))
    const now = () => new Date().toISOString()
    const marked =
      (isWanted: (one: Notification) => boolean, read_at: string | null) => (list: Notification[]) =>
        list.map((one) => (isWanted(one) ? { ...one, read_at: read_at && (one.read_at ?? read_at) } : one))

    async function restore({ id, read_at }: Notification) {
      // coming out of the archive makes it unread, which it may not have been
      await run(
        (list) => list,
        () => unread([id])().then(() => (read_at ? read([id])() : undefined)),
      )
    }

    return {
      markRead: ({ id }: Notification) =>
        run(
          marked((one) => one.id === id, now()),
          read([id]),
        ),
      markUnread: ({ id }: Notification) =>
        run(
          marked((one) => one.id === id, null),
          unread([id]),
        ),
      markAllRead: () =>
        run(
          marked(() => true, now()),
          read(),
        ),
      async archive(notification: Notification) {
        const { id } = notification
        const isDone = await run(
          (list) => list.filter((one) => one.id !== id),
          () => rowsOf(supabase.rpc('archive_notifications', { ids: [id] })),
        )
        if (isDone) showToast('Archived', { label: 'Undo', onPress: () => void restore(notification) })
      },
    }
  }, [queryClient])
}
