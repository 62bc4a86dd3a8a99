import { Megaphone, Plus } from 'lucide-react'
import { Link, useNavigate } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { agoText, fullText, timeText } from '../../lib/time.ts'
import { useTitle } from '../../lib/title.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import type { Listed } from './announcement.ts'
import { useAnnouncements } from './announcements-query.ts'
import { StateBadge } from './state-badge.tsx'
import { useAnnouncementsLive } from './use-announcements-live.ts'
import { announcementWords } from './words/writing.ts'

function whenText({ state, scheduled_for, started_at, cancelled_at, updated_at }: Listed, now: Date): string {
  const words = announcementWords.now()
  if (state === 'scheduled' && scheduled_for) return words.goesOut(timeText(new Date(scheduled_for), now))
  if (state === 'cancelled' && cancelled_at) return words.cancelledAt(agoText(new Date(cancelled_at), now))
  if (started_at) return words.beganAt(agoText(new Date(started_at), now))
  return words.changedAt(agoText(new Date(updated_at), now))
}

function AnnouncementRow({ announcement }: { announcement: Listed }) {
  const words = announcementWords.use()
  const now = useNow()
  const { id, title, state, author, told, updated_at } = announcement
  return (
    <li className="row">
      <div className="min-w-0 flex-1">
        <Link to={paths.announcement(id)} dir="auto" className="row-link">
          {title || words.untitled}
        </Link>
        <p className="text-13 text-ink-soft">
          <time dateTime={updated_at} title={fullText(new Date(updated_at))}>
            {whenText(announcement, now)}
          </time>
          {author && (
            <>
              {' · '}
              <bdi>{author}</bdi>
            </>
          )}
          {told > 0 && <> · {words.told(told)}</>}
        </p>
      </div>
      <StateBadge state={state} />
    </li>
  )
}

function ListSkeleton() {
  const words = announcementWords.use()
  return (
    <Waiting label={words.listLoading}>
      <div className="row-list">
        {[0, 1, 2, 3].map((row) => (
          <div key={row} className="flex items-center gap-3 px-4 py-3">
            <div className="flex flex-1 flex-col gap-2 py-1">
              <Skeleton className="h-4 w-1/2" />
              <Skeleton className="h-3 w-2/3" />
            </div>
            <Skeleton className="h-6 w-18 rounded-full" />
          </div>
        ))}
      </div>
    </Waiting>
  )
}

/** Staff tell many people one thing: what was told, what is going out, what is being written. */
export function AnnouncementsPage() {
  const words = announcementWords.use()
  useTitle(words.title)
  useAnnouncementsLive()
  const navigate = useNavigate()
  const isOnline = useOnline()
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useAnnouncements()
  const list = data?.pages.flat() ?? []
  const begin = () => navigate(paths.announcement(crypto.randomUUID()), { state: { isNew: true } })
  return (
    <Page>
      <PageHeader title={words.title} back={{ to: paths.orders, label: words.backToOrders }}>
        <Button icon={<Plus size={20} aria-hidden />} aria-label={words.create} onClick={begin}>
          <span className="sm:hidden">{words.createShort}</span>
          <span className="max-sm:hidden">{words.create}</span>
        </Button>
      </PageHeader>
      {list.length > 0 && (
        <ul aria-label={words.title} className="row-list">
          {list.map((announcement) => (
            <AnnouncementRow key={announcement.id} announcement={announcement} />
          ))}
        </ul>
      )}
      {data && list.length === 0 && (
        <EmptyState icon={<Megaphone size={20} aria-hidden />} title={words.listEmpty} />
      )}
      {!data && !isOnline && <EmptyState title={words.listOffline} />}
      {!data && isPending && isOnline && !error && <ListSkeleton />}
      {!data && isOnline && error && (
        <ErrorState title={words.listFailed} detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
      {hasNextPage && (
        <Button
          look="secondary"
          isBusy={isFetchingNextPage}
          className="self-center"
          onClick={() => fetchNextPage()}
        >
          {words.more}
        </Button>
      )}
    </Page>
  )
}
