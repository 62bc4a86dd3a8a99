import { AlarmClock } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { safeHref } from '../../lib/format.ts'
import { agoText, fullText, timeText } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { classNames } from '../../ui/class-names.ts'
import { boxOf } from './inbox-filter.ts'
import { type Notification, waysOn } from './notification.ts'
import { inboxWords } from './words/inbox.ts'

/** A link to a path of the app or to another site; without one, a button. */
function Way({
  url,
  onOpen,
  className,
  children,
  ...rest
}: {
  url: string | null
  onOpen: () => void
  className: string
  children: ReactNode
  'data-open'?: boolean
}) {
  if (url?.startsWith('/'))
    return (
      <Link to={url} onClick={onOpen} className={className} {...rest}>
        {children}
      </Link>
    )
  const href = safeHref(url)
  if (href)
    return (
      <a
        href={href}
        target="_blank"
        rel="noopener noreferrer"
        onClick={onOpen}
        className={className}
        {...rest}
      >
        {children}
      </a>
    )
  return (
    <button type="button" onClick={onOpen} className={className} {...rest}>
      {children}
    </button>
  )
}

function When({ notification }: { notification: Notification }) {
  const words = inboxWords.use()
  const now = useNow()
  const { inbox_at, snoozed_until } = notification
  const at = new Date(inbox_at)
  const isAway = boxOf(notification, now.getTime()) === 'snoozed'
  return (
    <span className="flex items-center gap-1 text-12 text-ink-faint">
      {snoozed_until && <AlarmClock size={12} aria-hidden />}
      <time dateTime={inbox_at} title={fullText(at)}>
        {isAway
          ? words.backAt(timeText(at, now))
          : snoozed_until
            ? words.reminder(agoText(at, now))
            : agoText(at, now)}
      </time>
    </span>
  )
}

/** In its final box before it loads; gone when it does not, as where the page's policy does not allow its origin. */
function Picture({ url }: { url: string }) {
  const [isBroken, setBroken] = useState(false)
  if (isBroken) return null
  return (
    <img
      src={url}
      alt=""
      width={320}
      height={128}
      loading="lazy"
      onError={() => setBroken(true)}
      className="mt-2 h-32 w-full rounded-control bg-sunken object-cover"
    />
  )
}

/** What a notification says and where it leads; a press on the words opens it. */
export function NotificationWords({
  notification,
  onOpen,
}: {
  notification: Notification
  onOpen: () => void
}) {
  const { title, body, action_url, image_url, read_at } = notification
  const words = inboxWords.use()
  const isUnread = read_at === null
  const ways = waysOn(notification)
  return (
    <div className="min-w-0 flex-1">
      <Way
        url={action_url}
        onOpen={onOpen}
        data-open
        className="block min-w-0 rounded-control text-start before:absolute before:inset-0"
      >
        <span
          dir="auto"
          className={classNames(
            'block text-15 wrap-anywhere [text-align:match-parent]',
            isUnread ? 'font-semibold' : 'text-ink-soft',
          )}
        >
          {isUnread && (
            <span className="me-2 inline-block size-2 rounded-full bg-accent align-middle" aria-hidden />
          )}
          {title}
          {isUnread && <span className="sr-only"> {words.isUnread}</span>}
        </span>
        <span
          dir="auto"
          className="line-clamp-2 text-13 wrap-anywhere text-ink-soft [text-align:match-parent]"
        >
          {body}
        </span>
        <When notification={notification} />
      </Way>
      {image_url && <Picture key={image_url} url={image_url} />}
      {ways.length > 0 && (
        <div className="relative -ms-2 -mb-3 flex w-fit flex-wrap">
          {ways.map(({ label, url }) => (
            <Way
              key={url}
              url={url}
              onOpen={onOpen}
              className="inline-flex min-h-11 items-center rounded-control px-2 text-13 font-semibold text-accent hover:underline"
            >
              {label}
            </Way>
          ))}
        </div>
      )}
    </div>
  )
}
