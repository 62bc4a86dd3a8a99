import { Archive, Mail, MailOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { safeHref } from '../../lib/format.ts'
import { agoText, fullText } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { CategoryIcon } from './category-icon.tsx'
import type { Notification } from './notification.ts'
import { useNotificationActions } from './use-notification-actions.ts'

const target = 'block min-w-0 rounded-control text-start before:absolute before:inset-0'

/** The words as a link where they lead somewhere, else as a button that marks them read. */
function Target({ url, onOpen, children }: { url: string | null; onOpen: () => void; children: ReactNode }) {
  if (url?.startsWith('/'))
    return (
      <Link to={url} onClick={onOpen} className={target}>
        {children}
      </Link>
    )
  const href = safeHref(url)
  if (href)
    return (
      <a href={href} target="_blank" rel="noopener noreferrer" onClick={onOpen} className={target}>
        {children}
      </a>
    )
  return (
    <button type="button" onClick={onOpen} className={target}>
      {children}
    </button>
  )
}

/** One notification: a press anywhere opens it and marks it read; beside it, what else can be done. */
export function NotificationRow({
  notification,
  onOpen,
}: {
  notification: Notification
  onOpen?: () => void
}) {
  const { markRead, markUnread, archive } = useNotificationActions()
  const now = useNow()
  const { title, body, category, action_url, image_url, created_at, read_at } = notification
  const at = new Date(created_at)
  const isUnread = read_at === null
  return (
    <li className="relative flex items-start gap-3 py-3 ps-4 pe-2 transition-colors hover:bg-sunken">
      <CategoryIcon category={category} />
      <div className="min-w-0 flex-1">
        <Target
          url={action_url}
          onOpen={() => {
            if (isUnread) void markRead(notification)
            onOpen?.()
          }}
        >
          <span
            dir="auto"
            className={classNames(
              'block text-15 wrap-anywhere',
              isUnread ? 'font-semibold' : 'text-ink-soft',
            )}
          >
            {isUnread && (
              <span className="me-2 inline-block size-2 rounded-full bg-accent align-middle" aria-hidden />
            )}
            {title}
            {isUnread && <span className="sr-only"> (unread)</span>}
          </span>
          <span dir="auto" className="line-clamp-2 text-13 wrap-anywhere text-ink-soft">
            {body}
          </span>
          <time dateTime={created_at} title={fullText(at)} className="text-12 text-ink-faint">
            {agoText(at, now)}
          </time>
        </Target>
        {image_url && (
          <img
            src={image_url}
            alt=""
            width={320}
            height={160}
            loading="lazy"
            className="mt-2 h-32 w-full rounded-control object-cover"
          />
        )}
      </div>
      <div className="relative flex shrink-0">
        {isUnread ? (
          <IconButton label="Mark as read" onClick={() => void markRead(notification)}>
            <MailOpen size={20} aria-hidden />
          </IconButton>
        ) : (
          <IconButton label="Mark as unread" onClick={() => void markUnread(notification)}>
            <Mail size={20} aria-hidden />
          </IconButton>
        )}
        <IconButton label="Archive" onClick={() => void archive(notification)}>
          <Archive size={20} aria-hidden />
        </IconButton>
      </div>
    </li>
  )
}
