import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { fullText, timeText } from '../../lib/time.ts'
import { useTitle } from '../../lib/title.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { type Announcement, audienceText, countText, type Progress, peopleText } from './announcement.ts'
import { AnnouncementHeader } from './announcement-header.tsx'
import { useAnnouncementActions, useProgress } from './announcements-query.ts'
import { Figures } from './figures.tsx'
import { StateBadge } from './state-badge.tsx'

function CancelDialog({
  announcement,
  progress,
  onClose,
}: {
  announcement: Announcement
  progress: Progress | undefined
  onClose: () => void
}) {
  const { cancel } = useAnnouncementActions(announcement.id)
  const told = progress?.created ?? 0
  return (
    <Dialog
      title="Cancel this announcement?"
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            Let it go on
          </Button>
          <Button
            look="danger"
            isBusy={cancel.isPending}
            onClick={() => cancel.mutate(undefined, { onSuccess: onClose })}
          >
            Cancel the announcement
          </Button>
        </>
      }
    >
      <p>
        {announcement.state === 'scheduled'
          ? 'Nobody will be told.'
          : `Nobody more is told, and what has not left is stopped. ${peopleText(told)} ${told === 1 ? 'keeps' : 'keep'} what they have.`}
      </p>
      {cancel.isError && (
        <p role="alert" className="mt-3 rounded-control bg-bad-soft px-3 py-2.5 text-bad">
          {sentenceFor(cancel.error)}
        </p>
      )}
    </Dialog>
  )
}

function Moment({ announcement }: { announcement: Announcement }) {
  const { state, scheduled_for, started_at, cancelled_at } = announcement
  const [word, moment] =
    state === 'scheduled'
      ? ['Goes out', scheduled_for]
      : state === 'cancelled'
        ? ['Cancelled', cancelled_at]
        : ['Began', started_at]
  if (!moment) return null
  const at = new Date(moment)
  return (
    <>
      {word}{' '}
      <time dateTime={moment} title={fullText(at)}>
        {timeText(at)}
      </time>
    </>
  )
}

/** What is scheduled, on its way or over: the words, whom they went to, and the figures as they come in. */
export function SentAnnouncement({ announcement }: { announcement: Announcement }) {
  const { id, state, words, default_locale, audience } = announcement
  const said = words[default_locale]
  useTitle(said?.title ?? 'Announcement')
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
        <p className="text-ink-soft">
          <Moment announcement={announcement} /> · to {audienceText(audience)}
        </p>
      </div>
      {state !== 'scheduled' && progress && <Figures state={state} progress={progress} />}
      {state === 'scheduled' && progress && (
        <p className="font-semibold">As of now: {peopleText(progress.audience)}.</p>
      )}
      {!progress && !isOnline && (
        <p className="text-ink-soft">No network. The figures show when it is back.</p>
      )}
      {!progress && isOnline && error && (
        <ErrorState title="The figures did not load." detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
      {!progress && isOnline && !error && (
        <Waiting label="Loading the figures">
          <Skeleton className="h-40 w-full rounded-card" />
        </Waiting>
      )}
      {state === 'failed' && (
        <p role="alert" className="rounded-control bg-bad-soft px-3 py-2.5 text-bad wrap-anywhere">
          It stopped, because the database said: {announcement.fault}. Whoever was told keeps it; once the
          cause is mended it goes on where it stopped.
        </p>
      )}
      <section
        aria-label="Words"
        className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
      >
        {Object.entries({ [default_locale]: said, ...words }).map(([locale, one]) => (
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
            Edit (takes it off the schedule)
          </Button>
        )}
        {state === 'failed' && (
          <Button
            look="secondary"
            disabled={!isOnline}
            isBusy={schedule.isPending}
            onClick={() => schedule.mutate(null)}
          >
            Send the rest
          </Button>
        )}
        {mayCancel && (
          <Button look="danger" disabled={!isOnline} onClick={() => setAsking(true)}>
            Cancel announcement
          </Button>
        )}
      </footer>
      {isAsking && (
        <CancelDialog announcement={announcement} progress={progress} onClose={() => setAsking(false)} />
      )}
      {state === 'cancelled' && progress && (
        <p className="text-13 text-ink-soft">
          {countText(progress.created)} of {peopleText(progress.audience)} had been told;{' '}
          {countText(progress.suppressed)} messages were not sent.
        </p>
      )}
    </article>
  )
}
