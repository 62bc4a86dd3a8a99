import { useQuery } from '@tanstack/react-query'
import { rowsOf, sentenceFor } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import { timeText } from '../../../lib/time.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Skeleton, Waiting } from '../../../ui/skeleton.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import type { Message } from '../log/message.ts'

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
  return (
    <Dialog
      title={isOwn ? 'Delete your message?' : 'Delete this message?'}
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            Keep it
          </Button>
          <Button
            look="danger"
            onClick={() => {
              onClose()
              onDelete()
            }}
          >
            Delete for everybody
          </Button>
        </>
      }
    >
      {message.body && (
        <p dir="auto" className="line-clamp-3 text-15 wrap-anywhere text-ink-soft">
          {message.body}
        </p>
      )}
      <p className="pt-2 text-13 text-ink-soft">
        It goes for everybody, with its files and reactions. “Message deleted” stays in its place.
      </p>
    </Dialog>
  )
}

/** What a message said before it was edited, newest words first. */
export function HistoryDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['message-history', message.id, message.rev],
    queryFn: () => rowsOf(supabase.rpc('message_history', { message_id: message.id })),
  })
  const versions = data && [
    ...data,
    { body: message.body, written_at: message.edited_at ?? message.created_at },
  ]
  return (
    <Dialog title="Edits" onClose={onClose}>
      {isPending && (
        <Waiting label="Loading edits">
          <Skeleton className="h-16 w-full rounded-control" />
        </Waiting>
      )}
      {error && (
        <ErrorState
          title="The edits did not load."
          detail={sentenceFor(error)}
          onRetry={() => void refetch()}
        />
      )}
      <ol className="flex flex-col divide-y divide-line">
        {versions?.reverse().map(({ body, written_at }, index) => (
          <li key={written_at} className="py-3">
            <p className="text-12 text-ink-soft">
              {index === 0 ? 'Now' : ''} {timeText(new Date(written_at))}
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
