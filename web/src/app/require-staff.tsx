import { Outlet } from 'react-router'
import { useProfile } from '../lib/session.tsx'
import { NotFoundPage } from './pages.tsx'

/** Pages for staff: to everybody else there is nothing at the address. The database refuses by itself, this only spares a fright. */
export function RequireStaff() {
  const { data: profile, isPending } = useProfile()
  if (isPending) return null
  return profile?.role === 'staff' ? <Outlet /> : <NotFoundPage />
}
