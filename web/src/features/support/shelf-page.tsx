import type { UseQueryResult } from '@tanstack/react-query'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { useTitle } from '../../lib/title.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { showToast } from '../../ui/toast.tsx'
import { LabelDialog } from './label-dialog.tsx'
import { ReplyDialog } from './reply-dialog.tsx'
import type { Canned, Label } from './support.ts'
import { useCannedReplies, useLabels, useShelf } from './support-query.ts'
import { shelfWords } from './words/shelf.ts'

type Shelf = Pick<UseQueryResult<readonly unknown[]>, 'data' | 'error' | 'refetch'>

/** What stands where the list is not, or holds nothing. */
function ShelfState({ shelf, none, failed }: { shelf: Shelf; none: string; failed: string }) {
  const words = shelfWords.use()
  const isOnline = useOnline()
  const { data, error, refetch } = shelf
  if (data) return data.length === 0 && <EmptyState title={none} />
  if (!isOnline) return <EmptyState title={words.offline} />
  if (error) return <ErrorState title={failed} detail={sentenceFor(error)} onRetry={() => void refetch()} />
  return (
    <Waiting label={words.loading}>
      <Skeleton className="mt-3 h-24 w-full" />
    </Waiting>
  )
}

type Open = { kind: 'reply'; reply: Canned | null } | { kind: 'label'; label: Label | null }

/** What staff keep at hand: canned replies and labels. */
export function ShelfPage() {
  const words = shelfWords.use()
  useTitle(words.title)
  const replies = useCannedReplies()
  const labels = useLabels()
  const { deleteReply, deleteLabel, restoreLabel, saveReply } = useShelf()
  const [open, setOpen] = useState<Open | null>(null)
  const onError = (error: unknown) => void showToast(sentenceFor(error))
  const row = 'flex min-h-12 items-center gap-1 py-1'
  return (
    <Page>
      <PageHeader title={words.title} back={{ to: paths.support, label: words.backToQueue }} />
      <Section
        title={words.replies}
        detail={words.repliesHint}
        control={
          <Button
            look="secondary"
            icon={<Plus size={18} aria-hidden />}
            onClick={() => setOpen({ kind: 'reply', reply: null })}
          >
            {words.newReply}
          </Button>
        }
      >
        <ShelfState shelf={replies} none={words.noReplies} failed={words.repliesFailed} />
        <ul aria-label={words.replies} className="mt-2 divide-y divide-line">
          {replies.data?.map((reply) => (
            <li key={reply.id} className={row}>
              <div className="min-w-0 flex-1">
                <p dir="auto" className="truncate text-page-start">
                  <span className="font-semibold text-accent">/{reply.shortcut}</span> {reply.title}
                </p>
                <p dir="auto" className="truncate text-page-start text-13 text-ink-soft">
                  {reply.body}
                </p>
              </div>
              <IconButton
                label={words.changeReply(reply.shortcut)}
                onClick={() => setOpen({ kind: 'reply', reply })}
              >
                <Pencil size={18} aria-hidden />
              </IconButton>
              <IconButton
                label={words.deleteReply(reply.shortcut)}
                onClick={() =>
                  deleteReply.mutate(reply.id, {
                    onError,
                    onSuccess: () =>
                      void showToast(words.replyDeleted(reply.shortcut), {
                        label: words.undo,
                        onPress: () => saveReply.mutate(reply, { onError }),
                      }),
                  })
                }
              >
                <Trash2 size={18} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      </Section>
      <Section
        title={words.labels}
        detail={words.labelsHint}
        control={
          <Button
            look="secondary"
            icon={<Plus size={18} aria-hidden />}
            onClick={() => setOpen({ kind: 'label', label: null })}
          >
            {words.newLabel}
          </Button>
        }
      >
        <ShelfState shelf={labels} none={words.noLabels} failed={words.labelsFailed} />
        <ul aria-label={words.labels} className="mt-2 divide-y divide-line">
          {labels.data?.map((label) => (
            <li key={label.name} className={row}>
              <span className="flex-1">
                <Badge tone={label.tone}>{label.name}</Badge>
              </span>
              <IconButton
                label={words.changeLabel(label.name)}
                onClick={() => setOpen({ kind: 'label', label })}
              >
                <Pencil size={18} aria-hidden />
              </IconButton>
              <IconButton
                label={words.deleteLabel(label.name)}
                onClick={() =>
                  deleteLabel.mutate(label, {
                    onError,
                    onSuccess: (room_ids) =>
                      void showToast(words.labelDeleted(label.name, room_ids.length), {
                        label: words.undo,
                        onPress: () => restoreLabel.mutate({ ...label, room_ids }, { onError }),
                      }),
                  })
                }
              >
                <Trash2 size={18} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      </Section>
      {open?.kind === 'reply' && <ReplyDialog reply={open.reply} onClose={() => setOpen(null)} />}
      {open?.kind === 'label' && <LabelDialog label={open.label} onClose={() => setOpen(null)} />}
    </Page>
  )
}
