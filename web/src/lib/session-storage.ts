/** Where supabase-js keeps the session in localStorage. */
export const sessionKey = 'orderline:session'

/** Whether somebody was signed in here before: a guess for the first paint, never a permission. */
export const hasStoredSession = () => localStorage.getItem(sessionKey) !== null
