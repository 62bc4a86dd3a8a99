import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { timeText } from '../../lib/time.ts'
import { showToast } from '../../ui/toast.tsx'
import { makeInboxActions } from './inbox-actions.ts'
import type { Action, Target } from './inbox-source.ts'
import { inboxSource } from './notifications-query.ts'
import { inboxWords } from './words/inbox.ts'

function said(action: Action, count: number): string {
  const words = inboxWords.now()
  switch (action.name) {
    case 'read':
      return words.saidRead(count)
    case 'unread':
      return words.saidUnread(count)
    case 'archive':
      return words.saidArchived(count)
    case 'unarchive':
      return words.saidUnarchived(count)
    case 'delete':
      return words.saidDeleted(count)
    case 'snooze':
      return words.saidSnoozed(count, timeText(new Date(action.until)))
    case 'unsnooze':
      return words.saidBack(count)
  }
}

/** What a person does with notifications, with words for how it went and Undo for five seconds. */
export function useNotificationActions() {
  const queryClient = useQueryClient()
  return useMemo(() => {
    const { act, undo } = makeInboxActions(queryClient, inboxSource)
    const failed = (error: unknown) => void showToast(sentenceFor(error))
    const offerUndo = (action: Action, { count, change_id }: { count: number; change_id: string | null }) => {
      if (change_id === null) return
      showToast(said(action, count), {
        label: inboxWords.now().undo,
        onPress: () => void undo(change_id).catch(failed),
      })
    }
    return {
      /** Says what was done and offers to undo it. */
      act: (action: Action, target: Target) =>
        act(action, target).then((answer) => offerUndo(action, answer), failed),
      /** Without words: opening something is answer enough. */
      open: (id: string) => act({ name: 'read' }, { ids: [id] }).then(() => undefined, failed),
      seen: (ids: string[]) => void inboxSource.seen(ids).catch(() => undefined),
    }
  }, [queryClient])
}

export type NotificationActions = ReturnType<typeof useNotificationActions>
