import { useEffect } from 'react'
import { env } from '../../../lib/env.ts'
import { supabase } from '../../../lib/supabase-whole.ts'
import { forgetPass, savePass, syncTag } from './background-pass.ts'
import { outbox } from './own-outbox.ts'

/** Not in TypeScript's own types (wicg/background-sync), and not in Safari and Firefox: there the next start of the app sends. */
type WithSync = { sync?: { register(tag: string): Promise<void> } }

/** While messages wait, lets the service worker send them once there is a network, also when the app has been closed. Mount once. */
export function useBackgroundSync(): void {
  useEffect(() => {
    let isAsked = false
    async function ask() {
      const isWaiting = outbox.items().some(({ refusal, is_page_only }) => !refusal && !is_page_only)
      if (!isWaiting) isAsked = false
      if (!isWaiting || isAsked || !('serviceWorker' in navigator)) return
      isAsked = true
      const registration = await navigator.serviceWorker.ready
      const { sync } = registration as WithSync
      const { session } = (await supabase.auth.getSession()).data
      if (!sync || !session) return
      await savePass({
        ...{
          user_id: session.user.id,
          access_token: session.access_token,
          expires_at: session.expires_at ?? 0,
        },
        ...{ url: env.supabaseUrl, key: env.supabaseKey },
      })
      await sync.register(syncTag)
    }
    // a browser may refuse it; then the page sends when it is online, as everywhere
    const onChange = () => void ask().catch(() => undefined)
    onChange()
    const { data } = supabase.auth.onAuthStateChange((event) => {
      if (event === 'SIGNED_OUT') void forgetPass().catch(() => undefined)
      if (event === 'TOKEN_REFRESHED') {
        isAsked = false
        // a call to auth inside its own callback would wait for itself
        setTimeout(onChange)
      }
    })
    const end = outbox.watch(onChange)
    return () => {
      end()
      data.subscription.unsubscribe()
    }
  }, [])
}
