import { Pencil, Reply, X } from 'lucide-react'
import { IconButton } from '../../../ui/icon-button.tsx'
import { bubbleText } from '../list/order-words.ts'
import { type Compose, nameIn, useTalk } from '../message-menu/talk.ts'
import { composerWords } from './words.ts'

/** Above the composer: which message one answers or edits, and the way out of it. */
export function ComposeBar({ compose, onCancel }: { compose: NonNullable<Compose>; onCancel: () => void }) {
  const talk = useTalk()
  const words = composerWords.use()
  const { kind, message } = compose
  const Icon = kind === 'edit' ? Pencil : Reply
  return (
    <div className="flex items-center gap-4 ps-3 pb-1">
      <Icon size={20} aria-hidden className="shrink-0 text-accent" />
      <div className="flex min-w-0 flex-1 flex-col items-start text-13">
        <p className="font-semibold">
          {kind === 'edit'
            ? words.editing
            : message.sender_id === talk?.me
              ? words.answeringSelf
              : talk && words.answering(nameIn(talk, message.sender_id))}
        </p>
        <p dir="auto" className="max-w-full truncate text-ink-soft">
          {bubbleText(message.type, message.body)}
        </p>
      </div>
      <IconButton label={kind === 'edit' ? words.stopEditing : words.stopAnswering} onClick={onCancel}>
        <X size={20} aria-hidden />
      </IconButton>
    </div>
  )
}
