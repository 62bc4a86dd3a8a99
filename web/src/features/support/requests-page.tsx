import { LifeBuoy, Plus } from 'lucide-react'
import { Link } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { agoText, fullText } from '../../lib/time.ts'
import { useTitle } from '../../lib/title.ts'
import { useNow } from '../../lib/use-now.ts'
import { Badge, CountBadge, type Tone } from '../../ui/badge.tsx'
import { buttonClasses } from '../../ui/button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useMyRequests } from './requests-query.ts'
import { type Request, requestLabels } from './support.ts'

const tones: Record<Request['state'], Tone> = { waiting: 'neutral', answered: 'accent', resolved: 'good' }

function RequestRow({ request, now }: { request: Request; now: Date }) {
  const moved = request.last_message_at ?? request.created_at
  return (
    <li className="relative flex items-center gap-3 px-4 py-3 transition-colors hover:bg-sunken">
      <div className="min-w-0 flex-1">
        <Link
          to={paths.helpRoom(request.room_id)}
          dir="auto"
          className="line-clamp-2 rounded-control font-semibold wrap-anywhere before:absolute before:inset-0"
        >
          {request.subject}
          {request.unread > 0 && <span className="sr-only">, {request.unread} unread</span>}
        </Link>
        <p className="text-13 text-ink-soft">
          <span className="tabular">{request.number}</span>
          {request.order_number && ` · order ${request.order_number}`} ·{' '}
          <time dateTime={moved} title={fullText(new Date(moved))}>
            {agoText(new Date(moved), now)}
          </time>
        </p>
      </div>
      <CountBadge count={request.unread} />
      <Badge tone={tones[request.state]}>{requestLabels[request.state]}</Badge>
    </li>
  )
}

/** A person's own requests of support, and the way to a new one. */
export function RequestsPage() {
  useTitle('Help')
  const now = useNow()
  const isOnline = useOnline()
  const { data, error, isPending, refetch } = useMyRequests()
  const ask = (
    <Link to={paths.newHelp} className={buttonClasses()}>
      <Plus size={20} aria-hidden /> Ask for help
    </Link>
  )
  return (
    <Page>
      <PageHeader title="Help" back={{ to: paths.orders, label: 'Back to orders' }}>
        {data && data.length > 0 && ask}
      </PageHeader>
      {data && data.length > 0 && (
        <ul
          aria-label="Your requests"
          className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface"
        >
          {data.map((request) => (
            <RequestRow key={request.room_id} request={request} now={now} />
          ))}
        </ul>
      )}
      {data?.length === 0 && (
        <EmptyState
          icon={<LifeBuoy size={20} aria-hidden />}
          title="Is something wrong, or do you want to know something? Write to us, we answer here."
          action={ask}
        />
      )}
      {!data && !isOnline && <EmptyState title="No network. Your requests load when it is back." />}
      {!data && isPending && isOnline && !error && (
        <Waiting label="Loading requests">
          <div className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface">
            {[0, 1, 2].map((row) => (
              <div key={row} className="flex flex-col gap-2 px-4 py-4">
                <Skeleton className="h-4 w-1/2" />
                <Skeleton className="h-3 w-1/3" />
              </div>
            ))}
          </div>
        </Waiting>
      )}
      {!data && isOnline && error && (
        <ErrorState
          title="Your requests did not load."
          detail={sentenceFor(error)}
          onRetry={() => refetch()}
        />
      )}
    </Page>
  )
}
