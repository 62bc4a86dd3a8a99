import { Volume2, VolumeX } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { EmptyState, ErrorState, FailedLine } from '../../ui/states.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { InboxChips } from './inbox-chips.tsx'
import { type InboxFilter, wholeInbox } from './inbox-filter.ts'
import { InboxList, type InboxListHandle } from './inbox-list.tsx'
import type { Action, Target } from './inbox-source.ts'
import { ListSkeleton } from './list-skeleton.tsx'
import { MarkAllRead } from './mark-all-read.tsx'
import { useNotifications } from './notifications-query.ts'
import { PushCard } from './push-card.tsx'
import { useSound } from './sound.ts'
import { useInboxKeys } from './use-inbox-keys.ts'
import { useNotificationActions } from './use-notification-actions.ts'
import { useSeen } from './use-seen.ts'
import { useSelection } from './use-selection.ts'
import { inboxWords } from './words/inbox.ts'

function SoundSwitch() {
  const { isOn, setOn } = useSound()
  const Icon = isOn ? Volume2 : VolumeX
  return (
    <IconButton label={inboxWords.use().sound} aria-pressed={isOn} onClick={() => setOn(!isOn)}>
      <Icon size={20} aria-hidden />
    </IconButton>
  )
}

function Empty({ filter, onReset }: { filter: InboxFilter; onReset: () => void }) {
  const words = inboxWords.use()
  const emptyIn = { inbox: words.empty, snoozed: words.emptySnoozed, archived: words.emptyArchived }
  const isNarrowed = filter.isUnread || filter.isImportant || filter.category.length > 0
  const isOnlyUnread = filter.isUnread && !filter.isImportant && filter.category.length === 0
  return (
    <EmptyState
      title={isOnlyUnread ? words.allRead : isNarrowed ? words.noMatch : emptyIn[filter.box]}
      action={
        isNarrowed && (
          <Button look="secondary" onClick={onReset}>
            {words.showAll}
          </Button>
        )
      }
    />
  )
}

/** The whole inbox: filtered, by day, one by one or in bulk; older pages load as one scrolls. */
export function NotificationCentre() {
  const words = inboxWords.use()
  const [filter, setFilter] = useState(wholeInbox)
  const isOnline = useOnline()
  const notifications = useNotifications(filter)
  const { data, error, isPending, refetch, isFetchingNextPage, isFetchNextPageError, fetchNextPage } =
    notifications
  const list = data?.pages.flat() ?? []
  const selection = useSelection(filter, list)
  const { act } = useNotificationActions()
  const rows = useRef<InboxListHandle>(null)
  const choose = (next: InboxFilter) => {
    selection.clear()
    setFilter(next)
  }
  const press = (action: Action, target: Target) => void act(action, target)
  useInboxKeys({ list, selection, act: press, focus: (id) => rows.current?.focus(id) })
  useSeen(list)

  const mayLoad = notifications.hasNextPage && !isFetchingNextPage && !isFetchNextPageError
  const loadMore = useCallback(() => {
    if (mayLoad) void fetchNextPage()
  }, [mayLoad, fetchNextPage])

  return (
    <>
      <PageHeader title={words.title} back={{ to: paths.orders, label: words.back }}>
        <div className="-me-3 ms-auto flex items-center">
          {filter.box === 'inbox' && <MarkAllRead />}
          <SoundSwitch />
        </div>
      </PageHeader>
      <PushCard />
      <InboxChips filter={filter} onChange={choose} />
      <BulkBar
        box={filter.box}
        selection={selection}
        onAct={(action) => {
          press(action, selection.target())
          selection.clear()
        }}
      />
      {/* what the device has kept stands below */}
      {data && isOnline && error && !isFetchNextPageError && (
        <FailedLine title={words.notLoaded} detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
      {list.length > 0 && <InboxList ref={rows} list={list} selection={selection} onNearEnd={loadMore} />}
      {data && list.length === 0 && !notifications.hasNextPage && (
        <Empty filter={filter} onReset={() => choose({ ...wholeInbox, box: filter.box })} />
      )}
      {!data && !isOnline && <EmptyState title={words.noNetwork} />}
      {!data && isPending && isOnline && !error && <ListSkeleton rows={5} />}
      {!data && isOnline && error && (
        <ErrorState title={words.notLoaded} detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
      <div className="flex min-h-px justify-center">
        {isFetchingNextPage && <ListSkeleton rows={2} />}
        {isFetchNextPageError && (
          <Button look="secondary" onClick={() => fetchNextPage()}>
            {words.loadOlder}
          </Button>
        )}
      </div>
    </>
  )
}
