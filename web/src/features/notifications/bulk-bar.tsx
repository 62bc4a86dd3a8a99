import { AlarmClock, Archive, ArchiveRestore, Bell, Mail, MailOpen, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import type { Box } from './inbox-filter.ts'
import type { Action } from './inbox-source.ts'
import { SnoozeChoice } from './snooze-choice.tsx'
import type { Selection } from './use-selection.ts'
import { inboxWords } from './words/inbox.ts'

/** What can be done with all that are selected; above the list while any are. */
export function BulkBar({
  box,
  selection,
  onAct,
}: {
  box: Box
  selection: Selection
  onAct: (action: Action) => void
}) {
  const words = inboxWords.use()
  const [isSnoozing, setSnoozing] = useState(false)
  const { count, isAll, selectAll, clear } = selection
  if (count === 0 && !isAll) return null
  return (
    <section
      aria-label={words.selection}
      className="sticky top-2 z-20 flex flex-wrap items-center gap-x-1 rounded-card border border-line bg-raised py-1 ps-4 pe-1 shadow-float"
    >
      <p aria-live="polite" className="tabular me-auto font-semibold">
        {isAll ? words.allMatching : words.selected(count)}
      </p>
      {!isAll && (
        <Button look="quiet" className="px-3" onClick={selectAll}>
          {words.selectMatching}
        </Button>
      )}
      <div className="flex">
        {box === 'inbox' && (
          <>
            <IconButton label={words.selectedRead} onClick={() => onAct({ name: 'read' })}>
              <MailOpen size={20} aria-hidden />
            </IconButton>
            <IconButton label={words.selectedUnread} onClick={() => onAct({ name: 'unread' })}>
              <Mail size={20} aria-hidden />
            </IconButton>
          </>
        )}
        {box === 'snoozed' && (
          <IconButton label={words.selectedBack} onClick={() => onAct({ name: 'unsnooze' })}>
            <Bell size={20} aria-hidden />
          </IconButton>
        )}
        <IconButton label={words.selectedSnooze} aria-haspopup="dialog" onClick={() => setSnoozing(true)}>
          <AlarmClock size={20} aria-hidden />
        </IconButton>
        {box === 'archived' ? (
          <IconButton label={words.selectedUnarchive} onClick={() => onAct({ name: 'unarchive' })}>
            <ArchiveRestore size={20} aria-hidden />
          </IconButton>
        ) : (
          <IconButton label={words.selectedArchive} onClick={() => onAct({ name: 'archive' })}>
            <Archive size={20} aria-hidden />
          </IconButton>
        )}
        <IconButton label={words.selectedDelete} onClick={() => onAct({ name: 'delete' })}>
          <Trash2 size={20} aria-hidden />
        </IconButton>
        <IconButton label={words.selectNone} onClick={clear}>
          <X size={20} aria-hidden />
        </IconButton>
      </div>
      {isSnoozing && (
        <Dialog title={words.selectedSnooze} onClose={() => setSnoozing(false)}>
          <SnoozeChoice
            onChoose={(until) => {
              setSnoozing(false)
              onAct({ name: 'snooze', until })
            }}
          />
        </Dialog>
      )}
    </section>
  )
}
