import { Link } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import { MarkAllRead } from './mark-all-read.tsx'
import { NotificationRow } from './notification-row.tsx'
import { useLatestNotifications } from './notifications-query.ts'
import { PushCard } from './push-card.tsx'
import { usePush } from './use-push.ts'
import { useSeen } from './use-seen.ts'
import { inboxWords } from './words/inbox.ts'

/** What hangs below the bell: the last ten, with what can be done about them. */
export function BellPanel({ onClose }: { onClose: () => void }) {
  const words = inboxWords.use()
  const { data: latest, error, refetch, isPending } = useLatestNotifications()
  const isOnline = useOnline()
  useSeen(latest ?? [])
  const { state } = usePush()
  const isOffered = state.kind !== 'on' && state.kind !== 'unsupported' && state.kind !== 'checking'
  return (
    <div className="flex max-h-[min(640px,calc(100dvh-88px))] flex-col">
      <div className="flex min-h-14 items-center justify-between gap-2 border-b border-line ps-4 pe-2">
        <h2 className="text-17">{words.title}</h2>
        <MarkAllRead />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        {isOffered && (
          <div className="p-3 pb-1">
            <PushCard />
          </div>
        )}
        {latest && latest.length > 0 && (
          <ul aria-label={words.latest} className="divide-y divide-line">
            {latest.map((notification) => (
              <li key={notification.id}>
                <NotificationRow notification={notification} onOpen={onClose} isCompact />
              </li>
            ))}
          </ul>
        )}
        {latest?.length === 0 && <EmptyState title={words.empty} />}
        {!latest && !isOnline && <EmptyState title={words.noNetwork} />}
        {!latest && isPending && isOnline && !error && <ListSkeleton />}
        {!latest && isOnline && error && (
          <ErrorState title={words.notLoaded} detail={sentenceFor(error)} onRetry={() => refetch()} />
        )}
      </div>
      <Link
        to={paths.notifications}
        onClick={onClose}
        className="flex min-h-12 items-center justify-center border-t border-line text-15 font-semibold text-accent hover:bg-sunken focus-visible:-outline-offset-2"
      >
        {words.seeAll}
      </Link>
    </div>
  )
}
