import { useState } from 'react'
import { Link, useLocation, useParams } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { buttonClasses } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { AnnouncementHeader } from './announcement-header.tsx'
import { useAnnouncement } from './announcements-query.ts'
import { Composer } from './composer.tsx'
import { readDraft } from './draft-store.ts'
import { SentAnnouncement } from './sent-announcement.tsx'
import { useAnnouncementsLive } from './use-announcements-live.ts'
import { announcementWords } from './words/writing.ts'

function PageSkeleton() {
  const words = announcementWords.use()
  return (
    <Waiting label={words.loading}>
      <div className="flex flex-col gap-4">
        <Skeleton className="h-8 w-2/3" />
        <Skeleton className="h-44 w-full rounded-card" />
        <Skeleton className="h-32 w-full rounded-card" />
      </div>
    </Waiting>
  )
}

/** One announcement: being written, waiting for its time, on its way, or what became of it. */
export function AnnouncementPage() {
  const { announcementId = '' } = useParams()
  return <OneAnnouncement key={announcementId} id={announcementId} />
}

function OneAnnouncement({ id }: { id: string }) {
  const words = announcementWords.use()
  useAnnouncementsLive()
  const location = useLocation()
  const isOnline = useOnline()
  const { data: row, error, refetch } = useAnnouncement(id)
  // begun on this device, perhaps without a network: the server may not know it yet
  const [isOwn] = useState(
    () => (location.state as { isNew?: boolean } | null)?.isNew === true || readDraft(id) !== null,
  )
  const isAnswered = row !== undefined || !isOnline || error !== null
  const isWriting = row ? row.state === 'draft' : isOwn && isAnswered
  return (
    <Page width="wide">
      {!row && !isWriting && <AnnouncementHeader title={words.one} />}
      {isWriting ? (
        <Composer id={id} row={row ?? null} />
      ) : row ? (
        <SentAnnouncement announcement={row} />
      ) : row === null ? (
        <EmptyState
          title={words.gone}
          action={
            <Link to={paths.announcements} className={buttonClasses('secondary')}>
              {words.seeAll}
            </Link>
          }
        />
      ) : !isOnline ? (
        <EmptyState title={words.offline} />
      ) : error ? (
        <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => refetch()} />
      ) : (
        <PageSkeleton />
      )}
    </Page>
  )
}
