import {
  Bell,
  CalendarClock,
  Check,
  Clock,
  CreditCard,
  HandHelping,
  KeyRound,
  LifeBuoy,
  MapPin,
  Megaphone,
  MessageCircle,
  Newspaper,
  Package,
  Phone,
  Settings,
  ShieldAlert,
  Tag,
  Undo2,
  User,
} from 'lucide-react'
import { classNames } from '../../ui/class-names.ts'
import { inboxWords } from './words/inbox.ts'

const icons: Record<string, typeof Bell> = {
  order: Package,
  payment: CreditCard,
  refund: Undo2,
  partner: HandHelping,
  account: User,
  security: ShieldAlert,
  verification: KeyRound,
  support: LifeBuoy,
  chat: MessageCircle,
  booking: CalendarClock,
  call: Phone,
  location: MapPin,
  system: Settings,
  promotion: Tag,
  announcement: Megaphone,
  digest: Newspaper,
  reminder: Clock,
}

const disc = 'flex size-10 shrink-0 items-center justify-center rounded-full'

/** What a notification is about; a bell for categories this app does not know. */
export function CategoryIcon({ category }: { category: string }) {
  const Icon = icons[category] ?? Bell
  return (
    <span className={classNames(disc, 'bg-accent-soft text-accent')}>
      <Icon size={20} aria-hidden />
    </span>
  )
}

/** The same as a box to tick: a press on it selects the notification. */
export function CategoryCheckbox({
  category,
  title,
  isChecked,
  onChange,
}: {
  category: string
  title: string
  isChecked: boolean
  onChange: (isChecked: boolean) => void
}) {
  const Icon = icons[category] ?? Bell
  return (
    <label className="group relative -m-0.5 flex size-11 shrink-0 cursor-pointer items-center justify-center rounded-full has-focus-visible:outline-2 has-focus-visible:outline-accent">
      <input
        type="checkbox"
        className="absolute inset-0 size-full cursor-pointer appearance-none rounded-full focus-visible:outline-none"
        aria-label={inboxWords.use().select(title)}
        checked={isChecked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span
        className={classNames(
          disc,
          'pointer-events-none relative transition-colors',
          isChecked
            ? 'bg-accent text-accent-ink'
            : 'bg-accent-soft text-accent group-hover:ring-2 group-hover:ring-accent',
        )}
      >
        {isChecked ? <Check size={20} aria-hidden /> : <Icon size={20} aria-hidden />}
      </span>
    </label>
  )
}
