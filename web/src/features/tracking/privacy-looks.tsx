import { Eye, History, Map as MapIcon } from 'lucide-react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { clockText, fullText, minuteMs, timeText } from '../../lib/time.ts'
import { Button } from '../../ui/button.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { type Look, useLooks } from './privacy-calls.ts'
import { privacyWords } from './words/privacy.ts'

const icons = { live: Eye, operations: MapIcon, replay: History }

/** "14:02–14:40", or one time when it was a glance. */
function whenText(look: Look): string {
  const first = new Date(look.first_at)
  const last = new Date(look.last_at)
  if (last.getTime() - first.getTime() < minuteMs) return timeText(last)
  const isSameDay = first.toDateString() === last.toDateString()
  return `${timeText(first)}–${isSameDay ? clockText(last) : timeText(last)}`
}

function LookRow({ look }: { look: Look }) {
  const words = privacyWords.use()
  const Icon = icons[look.kind]
  return (
    <li className="flex items-start gap-3 py-3">
      <span className="mt-0.5 grid size-9 shrink-0 place-items-center rounded-full bg-sunken text-ink-soft">
        <Icon size={18} aria-hidden />
      </span>
      <div className="flex min-w-0 flex-1 flex-col sm:flex-row sm:items-baseline sm:gap-3">
        <div className="min-w-0 flex-1">
          <p className="truncate font-medium">
            <bdi>{look.viewer_name ?? words.somebody}</bdi>
            <span className="font-normal text-ink-soft"> · {words.roles[look.viewer_role]}</span>
          </p>
          <p className="text-13 text-ink-soft">
            {[
              words.kinds[look.kind],
              words.order(look.order_number),
              ...(look.times > 1 ? [words.times(look.times)] : []),
            ].join(' · ')}
          </p>
        </div>
        <time
          dateTime={look.last_at}
          title={fullText(new Date(look.last_at))}
          className="tabular shrink-0 text-13 text-ink-soft"
        >
          {whenText(look)}
        </time>
      </div>
    </li>
  )
}

function LooksSkeleton() {
  const words = privacyWords.use()
  return (
    <Waiting label={words.loading}>
      {[0, 1].map((row) => (
        <div key={row} className="flex items-start gap-3 py-3">
          <Skeleton className="size-9 rounded-full" />
          <div className="flex flex-1 flex-col gap-1.5 py-1">
            <Skeleton className="h-4 w-36" />
            <Skeleton className="h-3.5 w-48" />
          </div>
        </div>
      ))}
    </Waiting>
  )
}

/** The access log of one's own position. */
export function LookList() {
  const words = privacyWords.use()
  const isOnline = useOnline()
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useLooks()
  const looks = data?.pages.flat()
  return (
    <div className="mt-4">
      <h3 className="font-semibold">{words.whoSaw}</h3>
      {looks?.length === 0 && <p className="mt-1 text-ink-soft">{words.nobody}</p>}
      {looks && looks.length > 0 && (
        <ul className="mt-1 divide-y divide-line">
          {looks.map((look) => (
            <LookRow key={look.id} look={look} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button look="quiet" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.showEarlier}
        </Button>
      )}
      {!looks && !isOnline && <EmptyState title={words.offline} />}
      {!looks && isOnline && !error && <LooksSkeleton />}
      {isOnline && error && (
        <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => void refetch()} />
      )}
    </div>
  )
}
