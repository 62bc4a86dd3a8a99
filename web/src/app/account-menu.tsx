import {
  Activity,
  CalendarDays,
  Headset,
  LifeBuoy,
  LogOut,
  MapPinned,
  Megaphone,
  Monitor,
  Moon,
  ScrollText,
  Settings,
  Sun,
  Users,
} from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { signOut } from '../features/auth/account.ts'
import { useHasServices } from '../features/bookings/has-services.ts'
import { paths } from '../lib/paths.ts'
import { useProfile, useSession } from '../lib/session.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { classNames } from '../ui/class-names.ts'
import { Popover } from '../ui/popover.tsx'
import { setTheme, type Theme, useTheme } from './theme.ts'
import { appWords } from './words.ts'

const themes: { theme: Theme; Icon: typeof Sun }[] = [
  { theme: 'system', Icon: Monitor },
  { theme: 'light', Icon: Sun },
  { theme: 'dark', Icon: Moon },
]

/** Only partners share a position, so only they fetch what ends it. */
async function stopSharing(role: string | undefined): Promise<void> {
  if (role !== 'partner') return
  const { stopAll } = await import('../features/tracking/use-sharing.ts')
  await stopAll()
}

/** The next person here must not read this one's news. */
async function endPush(): Promise<void> {
  const { forgetPush } = await import('../features/notifications/use-push.ts')
  await forgetPush()
}

function ThemeChoice() {
  const words = appWords.use().account
  const chosen = useTheme()
  return (
    <fieldset className="border-b border-line px-4 pt-3 pb-4">
      <legend className="float-start mb-2 text-13 text-ink-soft">{words.appearance}</legend>
      <div className="clear-both grid grid-cols-3 gap-1 rounded-control bg-sunken p-1">
        {themes.map(({ theme, Icon }) => (
          <label
            key={theme}
            className={classNames(
              'flex min-h-11 cursor-pointer items-center justify-center gap-1.5 rounded-control text-13 font-medium transition-colors has-focus-visible:outline-2 has-focus-visible:outline-accent',
              chosen === theme ? 'bg-accent text-accent-ink' : 'text-ink-soft hover:text-ink',
            )}
          >
            <input
              type="radio"
              name="theme"
              className="sr-only"
              checked={chosen === theme}
              onChange={() => setTheme(theme)}
            />
            <Icon size={16} aria-hidden />
            {words.themes[theme]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function MenuLink({
  to,
  icon: Icon,
  onChoose,
  children,
}: {
  to: string
  icon: typeof Settings
  onChoose: () => void
  children: string
}) {
  return (
    <Link
      to={to}
      onClick={onChoose}
      className="flex min-h-12 w-full items-center gap-3 px-4 font-medium hover:bg-sunken focus-visible:-outline-offset-2"
    >
      <Icon size={20} aria-hidden className="text-ink-soft" />
      {children}
    </Link>
  )
}

export function AccountMenu() {
  const words = appWords.use().account
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  const { session } = useSession()
  const { data: profile } = useProfile()
  const navigate = useNavigate()
  const hasServices = useHasServices(isOpen)
  const name = profile?.name ?? session?.user.email ?? ''
  return (
    <div className="relative">
      <button
        ref={button}
        type="button"
        aria-label={words.title}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex size-11 items-center justify-center rounded-full"
      >
        <Avatar name={name} url={profile?.avatar_url ?? null} />
      </button>
      <Popover label={words.title} anchor={button} isOpen={isOpen} onClose={close} className="w-72">
        <div className="border-b border-line px-4 py-3">
          <p dir="auto" className="truncate font-semibold">
            {name}
          </p>
          <p className="truncate text-13 text-ink-soft">{session?.user.email}</p>
        </div>
        <ThemeChoice />
        {profile?.role === 'staff' && (
          <>
            <MenuLink to={paths.operations} icon={MapPinned} onChoose={close}>
              {words.operations}
            </MenuLink>
            <MenuLink to={paths.support} icon={Headset} onChoose={close}>
              {words.support}
            </MenuLink>
            <MenuLink to={paths.announcements} icon={Megaphone} onChoose={close}>
              {words.announcements}
            </MenuLink>
            <MenuLink to={paths.health} icon={Activity} onChoose={close}>
              {words.health}
            </MenuLink>
            <MenuLink to={paths.people} icon={Users} onChoose={close}>
              {words.people}
            </MenuLink>
            <MenuLink to={paths.audit} icon={ScrollText} onChoose={close}>
              {words.audit}
            </MenuLink>
          </>
        )}
        {hasServices && (
          <MenuLink to={paths.bookings} icon={CalendarDays} onChoose={close}>
            {words.bookings}
          </MenuLink>
        )}
        {profile && profile.role !== 'staff' && (
          <MenuLink to={paths.help} icon={LifeBuoy} onChoose={close}>
            {words.help}
          </MenuLink>
        )}
        <MenuLink to={paths.settings} icon={Settings} onChoose={close}>
          {words.settings}
        </MenuLink>
        <button
          type="button"
          className="flex min-h-12 w-full items-center gap-3 px-4 font-medium hover:bg-sunken focus-visible:-outline-offset-2"
          onClick={() =>
            stopSharing(profile?.role)
              .then(endPush)
              .then(signOut)
              .then(() => navigate(paths.signIn))
          }
        >
          <LogOut size={20} aria-hidden className="text-ink-soft" />
          {words.signOut}
        </button>
      </Popover>
    </div>
  )
}
