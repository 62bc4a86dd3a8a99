import { useEffect } from 'react'
import { supabase } from '../../lib/supabase-whole.ts'
import { endSubscription } from './push-registration.ts'
import { look } from './use-push.ts'

/** Registers again at each start for who asked for it, and whenever browser or permission change; part of useUserLive. */
export function usePushStart(me: string): void {
  useEffect(() => {
    const again = () => void look(me)
    again()
    const onMessage = (event: MessageEvent) => {
      if (event.data?.type === 'push-subscription-changed') again()
    }
    navigator.serviceWorker?.addEventListener('message', onMessage)
    let permission: PermissionStatus | undefined
    let isOver = false
    navigator.permissions?.query({ name: 'notifications' }).then(
      (status) => {
        permission = status
        if (!isOver) status.addEventListener('change', again)
      },
      () => undefined,
    )
    // a session may also end by itself; the next person here must not read this one's news
    const { data } = supabase.auth.onAuthStateChange((event) => {
      if (event === 'SIGNED_OUT') void endSubscription().catch(() => undefined)
    })
    return () => {
      isOver = true
      permission?.removeEventListener('change', again)
      navigator.serviceWorker?.removeEventListener('message', onMessage)
      data.subscription.unsubscribe()
    }
  }, [me])
}
