import { type ReactNode, useState } from 'react'
import { showToast } from '../../../ui/toast.tsx'
import type { Message } from '../log/message.ts'
import { type Choice, choicesFor } from './menu-choices.ts'
import { deleteMessage, pinMessage, reactTo } from './message-actions.ts'
import { DeleteDialog, HistoryDialog } from './message-dialogs.tsx'
import { MessageMenu } from './message-menu.tsx'
import { useMessageNow } from './pending-changes.ts'
import { ReportDialog } from './report-dialog.tsx'
import { nameIn, type Talk } from './talk.ts'
import { menuWords } from './words.ts'

type Open =
  | { kind: 'menu'; message: Message; anchor: HTMLElement }
  | { kind: 'delete'; message: Message }
  | { kind: 'history'; message: Message }
  | { kind: 'report'; message: Message }
  | null

type Opening = Pick<Talk, 'openMenu' | 'openHistory'>

/** The menu of a conversation and the dialogs behind it; `show` draws what is open, given the conversation. */
export function useMenu(): Opening & { show: (talk: Talk) => ReactNode } {
  const [open, setOpen] = useState<Open>(null)
  return {
    openMenu: (message, anchor) => setOpen({ kind: 'menu', message, anchor }),
    openHistory: (message) => setOpen({ kind: 'history', message }),
    show: (talk) => open && <Opened open={open} talk={talk} setOpen={setOpen} />,
  }
}

function Opened({
  open,
  talk,
  setOpen,
}: {
  open: NonNullable<Open>
  talk: Talk
  setOpen: (open: Open) => void
}) {
  // a message may change, or go, while its menu is open
  const { message } = useMessageNow(talk.find(open.message.id) ?? open.message)
  const words = menuWords.use()
  const close = () => setOpen(null)

  function choose(choice: Choice) {
    switch (choice) {
      case 'reply':
        return talk.setCompose({ kind: 'reply', message })
      case 'edit':
        return talk.setCompose({ kind: 'edit', message })
      case 'thread':
        return talk.openThread(message)
      case 'delete':
        return setOpen({ kind: 'delete', message })
      case 'report':
        return setOpen({ kind: 'report', message })
      case 'pin':
      case 'unpin':
        return void pinMessage(message, choice === 'pin')
      case 'copy':
        return void navigator.clipboard.writeText(message.body).then(
          () => showToast(words.copied),
          () => showToast(words.copyFailed),
        )
    }
  }

  if (open.kind === 'history') return <HistoryDialog message={message} onClose={close} />
  if (open.kind === 'report') return <ReportDialog message={message} onClose={close} />
  if (open.kind === 'delete')
    return (
      <DeleteDialog
        message={message}
        isOwn={message.sender_id === talk.me}
        onDelete={() => void deleteMessage(message)}
        onClose={close}
      />
    )
  return (
    <MessageMenu
      message={message}
      name={nameIn(talk, message.sender_id)}
      anchor={open.anchor}
      choices={choicesFor(message, talk)}
      me={talk.me}
      onChoose={choose}
      onReact={
        talk.canSpeak && !message.deleted_at
          ? (emoji, isOn) => void reactTo(message, emoji, isOn, talk.me)
          : null
      }
      onClose={close}
    />
  )
}
