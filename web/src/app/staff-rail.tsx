import {
  Activity,
  CalendarDays,
  Headset,
  MapPinned,
  Megaphone,
  Package,
  ScrollText,
  Users,
} from 'lucide-react'
import { NavLink } from 'react-router'
import { useHasServices } from '../features/bookings/has-services.ts'
import { paths } from '../lib/paths.ts'
import { classNames } from '../ui/class-names.ts'
import { staffWords } from './staff-words.ts'

const places = [
  { name: 'orders', to: paths.orders, Icon: Package },
  { name: 'operations', to: paths.operations, Icon: MapPinned },
  { name: 'support', to: paths.support, Icon: Headset },
  { name: 'bookings', to: paths.bookings, Icon: CalendarDays },
  { name: 'announcements', to: paths.announcements, Icon: Megaphone },
  { name: 'health', to: paths.health, Icon: Activity },
  { name: 'people', to: paths.people, Icon: Users },
  { name: 'audit', to: paths.audit, Icon: ScrollText },
] as const

/** The way between the pages of staff, on a wide screen. */
export function StaffRail() {
  const words = staffWords.use()
  const hasServices = useHasServices()
  const shown = places.filter(({ name }) => name !== 'bookings' || hasServices)
  return (
    <nav
      aria-label={words.console}
      className="flex w-28 shrink-0 flex-col gap-1 overflow-y-auto border-e border-line bg-surface p-1.5"
    >
      {shown.map(({ name, to, Icon }) => (
        <NavLink
          key={name}
          to={to}
          className={({ isActive }) =>
            classNames(
              'flex min-h-14 flex-col items-center justify-center gap-1 rounded-control px-1 py-2 text-center text-12 font-medium hyphens-auto transition-colors focus-visible:-outline-offset-2',
              isActive ? 'bg-accent-soft text-accent' : 'text-ink-soft hover:bg-sunken hover:text-ink',
            )
          }
        >
          <Icon size={20} aria-hidden className="shrink-0" />
          {words[name]}
        </NavLink>
      ))}
    </nav>
  )
}
