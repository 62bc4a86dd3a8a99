import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { paths } from '../../lib/paths.ts'
import { useTitle } from '../../lib/title.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { RadioChoice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Canned, Label } from './support.ts'
import { useCannedReplies, useLabels, useShelf } from './support-query.ts'
import { shelfWords } from './words/shelf.ts'

const tones: readonly Label['tone'][] = ['neutral', 'accent', 'live', 'good', 'bad']
const Fault = ({ error }: { error: unknown }) =>
  error ? (
    <p role="alert" className="text-13 text-bad">
      {sentenceFor(error)}
    </p>
  ) : null

function ReplyDialog({ reply, onClose }: { reply: Canned | null; onClose: () => void }) {
  const words = shelfWords.use()
  const { saveReply } = useShelf()
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '')
  const [title, setTitle] = useState(reply?.title ?? '')
  const [body, setBody] = useState(reply?.body ?? '')
  const save = () =>
    saveReply.mutate({ shortcut, title, body, ...(reply && { id: reply.id }) }, { onSuccess: onClose })
  return (
    <Dialog
      title={reply ? words.changeReplyTitle : words.newReplyTitle}
      onClose={onClose}
      actions={
        <Button isBusy={saveReply.isPending} onClick={save}>
          {words.saveReply}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <TextField
          label={words.shortcut}
          hint={words.shortcutHint}
          maxLength={30}
          autoCapitalize="none"
          value={shortcut}
          onChange={({ target }) => setShortcut(target.value)}
        />
        <TextField
          label={words.replyTitle}
          dir="auto"
          maxLength={80}
          value={title}
          onChange={({ target }) => setTitle(target.value)}
        />
        <TextArea
          label={words.replyText}
          hint={words.replyTextHint}
          dir="auto"
          rows={6}
          maxLength={4000}
          value={body}
          onChange={({ target }) => setBody(target.value)}
        />
        <Fault error={saveReply.error} />
      </div>
    </Dialog>
  )
}

function LabelDialog({ label, onClose }: { label: Label | null; onClose: () => void }) {
  const words = shelfWords.use()
  const { saveLabel } = useShelf()
  const [name, setName] = useState(label?.name ?? '')
  const [tone, setTone] = useState<Label['tone']>(label?.tone ?? 'neutral')
  const save = () =>
    saveLabel.mutate({ name, tone, ...(label && { former: label.name }) }, { onSuccess: onClose })
  return (
    <Dialog
      title={label ? words.changeLabelTitle : words.newLabel}
      onClose={onClose}
      actions={
        <Button isBusy={saveLabel.isPending} onClick={save}>
          {words.saveLabel}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <TextField
          label={words.labelName}
          dir="auto"
          maxLength={30}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <RadioChoice
          legend={words.colour}
          name="tone"
          options={tones.map((value) => ({ value, label: words.tones[value] }))}
          chosen={tone}
          onChoose={setTone}
          className="grid-cols-2"
        />
        <Fault error={saveLabel.error} />
      </div>
    </Dialog>
  )
}

type Open = { kind: 'reply'; reply: Canned | null } | { kind: 'label'; label: Label | null }

/** What staff keep at hand: canned replies and labels. */
export function ShelfPage() {
  const words = shelfWords.use()
  useTitle(words.title)
  const replies = useCannedReplies()
  const labels = useLabels()
  const { deleteReply, deleteLabel, saveReply } = useShelf()
  const [open, setOpen] = useState<Open | null>(null)
  const onError = (error: unknown) => void showToast(sentenceFor(error))
  const row = 'flex min-h-12 items-center gap-1 py-1'
  const waiting = (
    <Waiting label={words.loading}>
      <Skeleton className="mt-3 h-24 w-full" />
    </Waiting>
  )
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
        {replies.isPending && waiting}
        {replies.error && (
          <ErrorState
            title={words.repliesFailed}
            detail={sentenceFor(replies.error)}
            onRetry={() => replies.refetch()}
          />
        )}
        <ul aria-label={words.replies} className="mt-2 divide-y divide-line">
          {replies.data?.map((reply) => (
            <li key={reply.id} className={row}>
              <div className="min-w-0 flex-1">
                <p dir="auto" className="truncate">
                  <span className="font-semibold text-accent">/{reply.shortcut}</span> {reply.title}
                </p>
                <p dir="auto" className="truncate text-13 text-ink-soft">
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
        {labels.isPending && waiting}
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
                onClick={() => deleteLabel.mutate(label.name, { onError })}
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
