import type { QueryClient } from '@tanstack/react-query'
import { notificationsKey, patchLists, setUnread } from './inbox-cache.ts'
import { fits } from './inbox-filter.ts'
import type { Action, Changed, InboxSource, Target } from './inbox-source.ts'
import type { Notification } from './notification.ts'

/** The marks a notification will carry once the database has done the same; null when it is gone. */
export function marked(one: Notification, action: Action, now: string): Notification | null {
  switch (action.name) {
    case 'read':
      return { ...one, read_at: one.read_at ?? now, snoozed_until: null }
    case 'unread':
      return { ...one, read_at: null, archived_at: null }
    case 'archive':
      return { ...one, read_at: one.read_at ?? now, archived_at: now, snoozed_until: null }
    case 'unarchive':
      return { ...one, archived_at: null }
    case 'snooze':
      return { ...one, read_at: null, archived_at: null, snoozed_until: action.until, inbox_at: action.until }
    case 'unsnooze':
      return { ...one, snoozed_until: null }
    case 'delete':
      return null
  }
}

/**
 * What one does with notifications: shown at once, told to the server, then counted and read anew.
 * Every action resolves to what the server changed; it throws a Failure when nothing was.
 */
export function makeInboxActions(queryClient: QueryClient, source: InboxSource) {
  async function run<T extends { unread: number }>(patch: () => void, call: () => Promise<T>): Promise<T> {
    // an answer that is on its way would put the old state back
    await queryClient.cancelQueries({ queryKey: notificationsKey })
    patch()
    try {
      const answer = await call()
      setUnread(queryClient, answer.unread)
      return answer
    } finally {
      void queryClient.invalidateQueries({ queryKey: notificationsKey })
    }
  }

  return {
    act(action: Action, target: Target): Promise<Changed> {
      const now = new Date().toISOString()
      const isMeant = (one: Notification) =>
        'ids' in target
          ? target.ids.includes(one.id)
          : fits(target.filter, one) && one.inbox_at < target.before
      return run(
        () => patchLists(queryClient, (one) => (isMeant(one) ? marked(one, action, now) : one)),
        () => source.change(action, target),
      )
    },
    /** Gives back exactly what an action changed. */
    undo: (changeId: string) =>
      run(
        () => undefined,
        () => source.undo(changeId),
      ),
  }
}

export type InboxActions = ReturnType<typeof makeInboxActions>
