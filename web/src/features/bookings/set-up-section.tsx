import { CalendarDays } from 'lucide-react'
import { paths } from '../../lib/paths.ts'
import { useProfile } from '../../lib/session.tsx'
import { LinkRow, Rows } from '../../ui/rows.tsx'
import { useHasServices } from './has-services.ts'
import { deskWords } from './words/desk.ts'

/** The way to the first service, for staff: without one nothing else in the app speaks of bookings. */
export function SetUpSection() {
  const words = deskWords.use()
  const isStaff = useProfile().data?.role === 'staff'
  const hasServices = useHasServices(isStaff)
  if (!isStaff || hasServices) return null
  return (
    <Rows>
      <LinkRow to={paths.services} icon={<CalendarDays size={20} aria-hidden />}>
        {words.firstService}
      </LinkRow>
    </Rows>
  )
}
