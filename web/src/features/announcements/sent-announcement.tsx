import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { fullText, timeText } from '../../lib/time.ts'
import { useTitle } from '../../lib/title.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { type Announcement, audienceText, countText, type Progress } from './announcement.ts'
import { AnnouncementHeader } from './announcement-header.tsx'
import { useAnnouncementActions, useProgress } from './announcements-query.ts'
import { Figures } from './figures.tsx'
import { StateBadge } from './state-badge.tsx'
import { sendingWords } from './words/sending.ts'
import { announcementWords } from './words/writing.ts'

function CancelDialog({
  announcement,
  progress,
  onClose,
}: {
  announcement: Announcement
  progress: Progress | undefined
  onClose: () => void
}) {
  const words = sendingWords.use()
  const { cancel } = useAnnouncementActions(announcement.id)
  const told = progress?.created ?? 0
  return (
    <Dialog
      title={words.cancelAsk}
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {words.letGoOn}
          </Button>
          <Button
            look="danger"
            isBusy={cancel.isPending}
            onClick={() => cancel.mutate(undefined, { onSuccess: onClose })}
          >
            {words.cancelIt}
          </Button>
        </>
      }
    >
      <p>{announcement.state === 'scheduled' ? words.nobodyTold : words.keepWhatTheyHave(told)}</p>
      {cancel.isError && (
        <p role="alert" className="mt-3 rounded-control bg-bad-soft px-3 py-2.5 text-bad">
          {sentenceFor(cancel.error)}
        </p>
      )}
    </Dialog>
  )
}

/** When it goes out, began or was cancelled, and to whom. */
function Moment({ announcement }: { announcement: Announcement }) {
  const words = sendingWords.use()
  const { state, scheduled_for, started_at, cancelled_at, audience } = announcement
  const whom = audienceText(audience)
  const [say, moment] =
    state === 'scheduled'
      ? [words.goesOut, scheduled_for]
      : state === 'cancelled'
        ? [words.cancelledAt, cancelled_at]
        : [words.beganAt, started_at]
  if (!moment) return <p className="text-ink-soft">{words.to(whom)}</p>
  const at = new Date(moment)
  return (
    <p className="text-ink-soft" title={fullText(at)}>
      {say(timeText(at), whom)}
    </p>
  )
}

/** What is scheduled, on its way or over: the words, whom they went to, and the figures as they come in. */
export function SentAnnouncement({ announcement }: { announcement: Announcement }) {
  const words = sendingWords.use()
  const { one: itself } = announcementWords.use()
  const { id, state, default_locale } = announcement
  const said = announcement.words[default_locale]
  useTitle(said?.title ?? itself)
  const isOnline = useOnline()
  const [isAsking, setAsking] = useState(false)
  const { data: progress, error, refetch } = useProgress(announcement)
  const { edit, schedule } = useAnnouncementActions(id)
  const mayCancel =
    state === 'scheduled' ||
    state === 'sending' ||
    state === 'failed' ||
    (state === 'done' && (progress?.waiting ?? 0) > 0)
  return (
    <article className="flex flex-col gap-6">
      <div className="flex flex-col gap-1">
        <AnnouncementHeader title={said?.title}>
          <StateBadge state={state} />
        </AnnouncementHeader>
        <Moment announcement={announcement} />
      </div>
      {state !== 'scheduled' && progress && <Figures state={state} progress={progress} />}
      {state === 'scheduled' && progress && (
        <p className="font-semibold">{words.asOfNow(progress.audience)}</p>
      )}
      {!progress && !isOnline && <p className="text-ink-soft">{words.figuresOffline}</p>}
      {!progress && isOnline && error && (
        <ErrorState title={words.figuresFailed} detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
      {!progress && isOnline && !error && (
        <Waiting label={words.figuresLoading}>
          <Skeleton className="h-40 w-full rounded-card" />
        </Waiting>
      )}
      {state === 'failed' && (
        <p role="alert" className="rounded-control bg-bad-soft px-3 py-2.5 text-bad wrap-anywhere">
          {words.stopped(announcement.fault ?? '')}
        </p>
      )}
      <section
        aria-label={words.words}
        className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
      >
        {Object.entries({ [default_locale]: said, ...announcement.words }).map(([locale, one]) => (
          <div key={locale} lang={locale} dir="auto">
            <p className="font-semibold wrap-anywhere">{one?.title}</p>
            <p className="whitespace-pre-line wrap-anywhere text-ink-soft">{one?.body}</p>
          </div>
        ))}
      </section>
      {(edit.isError || schedule.isError) && (
        <p role="alert" className="rounded-control bg-bad-soft px-3 py-2.5 text-bad">
          {sentenceFor(edit.error ?? schedule.error)}
        </p>
      )}
      <footer className="flex flex-wrap gap-2 empty:hidden">
        {state === 'scheduled' && (
          <Button
            look="secondary"
            disabled={!isOnline}
            isBusy={edit.isPending}
            onClick={() => edit.mutate(announcement)}
          >
            {words.edit}
          </Button>
        )}
        {state === 'failed' && (
          <Button
            look="secondary"
            disabled={!isOnline}
            isBusy={schedule.isPending}
            onClick={() => schedule.mutate(null)}
          >
            {words.sendRest}
          </Button>
        )}
        {mayCancel && (
          <Button look="danger" disabled={!isOnline} onClick={() => setAsking(true)}>
            {words.cancel}
          </Button>
        )}
      </footer>
      {isAsking && (
        <CancelDialog announcement={announcement} progress={progress} onClose={() => setAsking(false)} />
      )}
      {state === 'cancelled' && progress && (
        <p className="text-13 text-ink-soft">
          {words.hadBeenTold(countText(progress.created), progress.audience, countText(progress.suppressed))}
        </p>
      )}
    </article>
  )
}
