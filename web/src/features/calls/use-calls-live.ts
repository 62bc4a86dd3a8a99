import { useEffect } from 'react'
import { subscribe } from '../../lib/realtime.ts'
import { useMyId } from '../../lib/session.tsx'
import { catchUp } from './call-actions.ts'
import { hearCall } from './call-store.ts'

/** Hears of calls while somebody is signed in, and asks again after each absence. Once, in the shell. */
export function useCallsLive(): void {
  const me = useMyId()
  useEffect(
    () =>
      subscribe(
        `user:${me}`,
        { call_updated: hearCall },
        // whoever cannot be asked is asked again with the next sign of life
        { private: true, onReady: () => void catchUp().catch(() => undefined) },
      ),
    [me],
  )
}
