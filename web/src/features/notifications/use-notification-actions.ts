import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { timeText } from '../../lib/time.ts'
import { showToast } from '../../ui/toast.tsx'
import { makeInboxActions } from './inbox-actions.ts'
import type { Action, Target } from './inbox-source.ts'
import { inboxSource } from './notifications-query.ts'

function said(action: Action, count: number): string {
  const what = count === 1 ? '' : `${count} `
  switch (action.name) {
    case 'read':
      return `${what}${count === 1 ? 'M' : 'm'}arked as read`
    case 'unread':
      return `${what}${count === 1 ? 'M' : 'm'}arked as unread`
    case 'archive':
      return `${what}${count === 1 ? 'A' : 'a'}rchived`
    case 'unarchive':
      return `${what}${count === 1 ? 'M' : 'm'}oved to the inbox`
    case 'delete':
      return `${what}${count === 1 ? 'D' : 'd'}eleted`
    case 'snooze':
      return `${what}${count === 1 ? 'S' : 's'}noozed until ${timeText(new Date(action.until))}`
    case 'unsnooze':
      return `${what}${count === 1 ? 'B' : 'b'}ack in the inbox`
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
      showToast(said(action, count), { label: 'Undo', onPress: () => void undo(change_id).catch(failed) })
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
