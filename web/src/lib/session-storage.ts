import type { Session } from '@supabase/supabase-js'

/** Where supabase-js keeps the session in localStorage. */
export const sessionKey = 'orderline:session'

/** Whether somebody was signed in here before: a guess for the first paint, never a permission. */
export const hasStoredSession = () => localStorage.getItem(sessionKey) !== null

/**
 * Who was signed in here last, as this device keeps it; the server judges each call by the token. It may have run out: then
 * only what the device has can be shown. supabase-js deletes it when the server no longer takes it.
 */
export function storedSession(): Session | null {
  try {
    const kept = JSON.parse(localStorage.getItem(sessionKey) ?? 'null') as Partial<Session> | null
    const isWhole = typeof kept?.access_token === 'string' && typeof kept.user?.id === 'string'
    return isWhole ? (kept as Session) : null
  } catch {
    return null
  }
}
