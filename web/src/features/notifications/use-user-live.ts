import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { subscribe } from '../../lib/realtime.ts'
import { useMyId } from '../../lib/session.tsx'
import { listenToInbox } from './inbox-live.ts'
import { ringOnce } from './sound.ts'
import { usePushStart } from './use-push-start.ts'

/**
 * What notifications do while somebody is signed in, whatever page is open: hear new ones, keep the count true, and keep
 * this browser registered for push. Mount once.
 */
export function useUserLive(): void {
  const queryClient = useQueryClient()
  const me = useMyId()
  usePushStart(me)
  useEffect(() => listenToInbox(subscribe, queryClient, me, ringOnce), [me, queryClient])
}
