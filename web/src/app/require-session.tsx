import { Navigate, Outlet, useLocation } from 'react-router'
import { paths } from '../lib/paths.ts'
import { useSession } from '../lib/session.tsx'
import { hasStoredSession } from '../lib/session-storage.ts'
import { FirstPaint } from './first-paint.tsx'

/** Lets only signed-in people through; the others sign in first and come back to where they wanted to go. */
export function RequireSession() {
  const { session, isLoading, isRecovering } = useSession()
  const location = useLocation()
  if (isLoading) return hasStoredSession() ? <FirstPaint /> : null
  if (isRecovering) return <Navigate to={paths.newPassword} replace />
  if (session) return <Outlet />
  const wanted = location.pathname + location.search
  const query = wanted === '/' ? '' : `?next=${encodeURIComponent(wanted)}`
  return <Navigate to={paths.signIn + query} replace />
}
