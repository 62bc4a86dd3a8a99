import { AlarmClock, Archive, ArchiveRestore, Bell, Mail, MailOpen, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import type { Box } from './inbox-filter.ts'
import type { Action } from './inbox-source.ts'
import { SnoozeChoice } from './snooze-choice.tsx'
import type { Selection } from './use-selection.ts'

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
  const [isSnoozing, setSnoozing] = useState(false)
  const { count, isAll, selectAll, clear } = selection
  if (count === 0 && !isAll) return null
  return (
    <section
      aria-label="Selected notifications"
      className="sticky top-2 z-20 flex flex-wrap items-center gap-x-1 rounded-card border border-line bg-raised py-1 ps-4 pe-1 shadow-float"
    >
      <p aria-live="polite" className="tabular me-auto font-semibold">
        {isAll ? 'All that match' : `${count} selected`}
      </p>
      {!isAll && (
        <Button look="quiet" className="px-3" onClick={selectAll}>
          Select all that match
        </Button>
      )}
      <div className="flex">
        {box === 'inbox' && (
          <>
            <IconButton label="Mark selected as read" onClick={() => onAct({ name: 'read' })}>
              <MailOpen size={20} aria-hidden />
            </IconButton>
            <IconButton label="Mark selected as unread" onClick={() => onAct({ name: 'unread' })}>
              <Mail size={20} aria-hidden />
            </IconButton>
          </>
        )}
        {box === 'snoozed' && (
          <IconButton label="Bring selected back now" onClick={() => onAct({ name: 'unsnooze' })}>
            <Bell size={20} aria-hidden />
          </IconButton>
        )}
        <IconButton label="Snooze selected" aria-haspopup="dialog" onClick={() => setSnoozing(true)}>
          <AlarmClock size={20} aria-hidden />
        </IconButton>
        {box === 'archived' ? (
          <IconButton label="Move selected to the inbox" onClick={() => onAct({ name: 'unarchive' })}>
            <ArchiveRestore size={20} aria-hidden />
          </IconButton>
        ) : (
          <IconButton label="Archive selected" onClick={() => onAct({ name: 'archive' })}>
            <Archive size={20} aria-hidden />
          </IconButton>
        )}
        <IconButton label="Delete selected" onClick={() => onAct({ name: 'delete' })}>
          <Trash2 size={20} aria-hidden />
        </IconButton>
        <IconButton label="Select none" onClick={clear}>
          <X size={20} aria-hidden />
        </IconButton>
      </div>
      {isSnoozing && (
        <Dialog title="Snooze selected" onClose={() => setSnoozing(false)}>
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
