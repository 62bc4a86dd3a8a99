import { useQuery } from '@tanstack/react-query'
import { rowsOf, sentenceFor } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import { timeText } from '../../../lib/time.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Skeleton, Waiting } from '../../../ui/skeleton.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import type { Message } from '../log/message.ts'
import { menuWords } from './words.ts'

/** Asks before words are gone for everybody: there is no undo, because others may have read them go. */
export function DeleteDialog({
  message,
  isOwn,
  onDelete,
  onClose,
}: {
  message: Message
  isOwn: boolean
  onDelete: () => void
  onClose: () => void
}) {
  const words = menuWords.use()
  return (
    <Dialog
      title={isOwn ? words.deleteOwn : words.deleteOther}
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {words.keep}
          </Button>
          <Button
            look="danger"
            onClick={() => {
              onClose()
              onDelete()
            }}
          >
            {words.deleteForAll}
          </Button>
        </>
      }
    >
      {message.body && (
        <p dir="auto" className="line-clamp-3 text-15 wrap-anywhere text-ink-soft">
          {message.body}
        </p>
      )}
      <p className="pt-2 text-13 text-ink-soft">{words.deleteDetail}</p>
    </Dialog>
  )
}

/** What a message said before it was edited, newest words first. */
export function HistoryDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const words = menuWords.use()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['message-history', message.id, message.rev],
    queryFn: () => rowsOf(supabase.rpc('message_history', { message_id: message.id })),
  })
  const versions = data && [
    ...data,
    { body: message.body, written_at: message.edited_at ?? message.created_at },
  ]
  return (
    <Dialog title={words.edits} onClose={onClose}>
      {isPending && (
        <Waiting label={words.loadingEdits}>
          <Skeleton className="h-16 w-full rounded-control" />
        </Waiting>
      )}
      {error && (
        <ErrorState title={words.editsFailed} detail={sentenceFor(error)} onRetry={() => void refetch()} />
      )}
      <ol className="flex flex-col divide-y divide-line">
        {versions?.reverse().map(({ body, written_at }, index) => (
          <li key={written_at} className="py-3">
            <p className="text-12 text-ink-soft">
              {index === 0 ? words.now(timeText(new Date(written_at))) : timeText(new Date(written_at))}
            </p>
            <p dir="auto" className="text-15 wrap-anywhere whitespace-pre-wrap">
              {body}
            </p>
          </li>
        ))}
      </ol>
    </Dialog>
  )
}
