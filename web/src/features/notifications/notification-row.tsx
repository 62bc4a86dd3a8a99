import { Archive, ArchiveRestore, Ellipsis, Mail, MailOpen } from 'lucide-react'
import { useState } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { CategoryCheckbox, CategoryIcon } from './category-icon.tsx'
import { boxOf } from './inbox-filter.ts'
import type { Action } from './inbox-source.ts'
import type { Notification } from './notification.ts'
import { NotificationMenu } from './notification-menu.tsx'
import { NotificationWords } from './notification-words.tsx'
import { useNotificationActions } from './use-notification-actions.ts'
import { inboxWords } from './words/inbox.ts'

type Selecting = { isSelected: boolean; onSelect: (isSelected: boolean) => void }

/** One notification: a press anywhere opens it and marks it read; beside it, what else can be done. */
export function NotificationRow({
  notification,
  onOpen,
  selecting,
  isCompact = false,
}: {
  notification: Notification
  onOpen?: () => void
  selecting?: Selecting
  /** In the bell's panel: what is most asked for, and the rest behind the dots. */
  isCompact?: boolean
}) {
  const words = inboxWords.use()
  const { act, open } = useNotificationActions()
  const [isMenuOpen, setMenuOpen] = useState(false)
  const { id, title, category, read_at } = notification
  const box = boxOf(notification)
  const press = (action: Action) => () => void act(action, { ids: [id] })
  return (
    <div
      className={classNames(
        'relative flex items-start gap-3 py-3 ps-4 pe-2 transition-colors',
        selecting?.isSelected ? 'bg-accent-soft' : 'hover:bg-sunken',
      )}
    >
      {selecting ? (
        <div className="relative z-10">
          <CategoryCheckbox
            category={category}
            title={title}
            isChecked={selecting.isSelected}
            onChange={selecting.onSelect}
          />
        </div>
      ) : (
        <CategoryIcon category={category} />
      )}
      <NotificationWords
        notification={notification}
        onOpen={() => {
          if (read_at === null) void open(id)
          onOpen?.()
        }}
      />
      <div className="relative flex shrink-0">
        {box === 'inbox' &&
          !isCompact &&
          (read_at === null ? (
            <IconButton label={words.read} className="max-sm:hidden" onClick={press({ name: 'read' })}>
              <MailOpen size={20} aria-hidden />
            </IconButton>
          ) : (
            <IconButton
              label={words.markUnread}
              className="max-sm:hidden"
              onClick={press({ name: 'unread' })}
            >
              <Mail size={20} aria-hidden />
            </IconButton>
          ))}
        {box === 'archived' ? (
          <IconButton label={words.unarchive} onClick={press({ name: 'unarchive' })}>
            <ArchiveRestore size={20} aria-hidden />
          </IconButton>
        ) : (
          <IconButton label={words.archive} onClick={press({ name: 'archive' })}>
            <Archive size={20} aria-hidden />
          </IconButton>
        )}
        <IconButton label={words.more} aria-haspopup="dialog" onClick={() => setMenuOpen(true)}>
          <Ellipsis size={20} aria-hidden />
        </IconButton>
      </div>
      {isMenuOpen && (
        <NotificationMenu
          notification={notification}
          onAct={(action) => void act(action, { ids: [id] })}
          onClose={() => setMenuOpen(false)}
        />
      )}
    </div>
  )
}
