import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { subscribe } from '../../lib/realtime.ts'
import { useMyId } from '../../lib/session.tsx'
import { listenToInbox } from './inbox-live.ts'
import { useUnreadCount } from './notifications-query.ts'
import { ringOnce } from './sound.ts'
import { useAppBadge } from './use-app-badge.ts'
import { usePushStart } from './use-push.ts'

/**
 * What notifications do while somebody is signed in, whatever page is open: hear new ones, keep the count true,
 * show it in the title and on the app's icon, and keep this browser registered for push. Mount once.
 */
export function useUserLive(): void {
  const queryClient = useQueryClient()
  const me = useMyId()
  useAppBadge(useUnreadCount())
  usePushStart(me)
  useEffect(() => listenToInbox(subscribe, queryClient, me, ringOnce), [me, queryClient])
}
