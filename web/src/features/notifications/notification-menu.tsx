import { Archive, ArchiveRestore, Bell, Mail, MailOpen, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { boxOf } from './inbox-filter.ts'
import type { Action } from './inbox-source.ts'
import type { Notification } from './notification.ts'
import { SnoozeChoice } from './snooze-choice.tsx'
import { inboxWords } from './words/inbox.ts'

function Choice({ icon, children, onPress }: { icon: ReactNode; children: ReactNode; onPress: () => void }) {
  return (
    <button type="button" className="choice-row" onClick={onPress}>
      <span className="text-ink-soft">{icon}</span>
      {children}
    </button>
  )
}

/** Everything that can be done with one notification. */
export function NotificationMenu({
  notification,
  onAct,
  onClose,
}: {
  notification: Notification
  onAct: (action: Action) => void
  onClose: () => void
}) {
  const act = (action: Action) => () => {
    onClose()
    onAct(action)
  }
  const words = inboxWords.use()
  const box = boxOf(notification)
  return (
    <Dialog title={notification.title} onClose={onClose}>
      <div className="-mx-2 flex flex-col gap-1">
        {box === 'inbox' &&
          (notification.read_at === null ? (
            <Choice icon={<MailOpen size={20} aria-hidden />} onPress={act({ name: 'read' })}>
              {words.read}
            </Choice>
          ) : (
            <Choice icon={<Mail size={20} aria-hidden />} onPress={act({ name: 'unread' })}>
              {words.markUnread}
            </Choice>
          ))}
        {box === 'snoozed' && (
          <Choice icon={<Bell size={20} aria-hidden />} onPress={act({ name: 'unsnooze' })}>
            {words.bringBack}
          </Choice>
        )}
        {box === 'archived' ? (
          <Choice icon={<ArchiveRestore size={20} aria-hidden />} onPress={act({ name: 'unarchive' })}>
            {words.unarchive}
          </Choice>
        ) : (
          <Choice icon={<Archive size={20} aria-hidden />} onPress={act({ name: 'archive' })}>
            {words.archive}
          </Choice>
        )}
        <Choice icon={<Trash2 size={20} aria-hidden />} onPress={act({ name: 'delete' })}>
          {words.delete}
        </Choice>
        <div className="mt-2 border-t border-line pt-3">
          <SnoozeChoice onChoose={(until) => act({ name: 'snooze', until })()} />
        </div>
      </div>
    </Dialog>
  )
}
