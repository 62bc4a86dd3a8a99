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
import type { Request } from './support.ts'
import { askingWords } from './words/asking.ts'

const tones: Record<Request['state'], Tone> = { waiting: 'neutral', answered: 'accent', resolved: 'good' }

function RequestRow({ request, now }: { request: Request; now: Date }) {
  const words = askingWords.use()
  const moved = request.last_message_at ?? request.created_at
  return (
    <li className="row">
      <div className="min-w-0 flex-1">
        <Link
          to={paths.helpRoom(request.room_id)}
          dir="auto"
          aria-label={request.unread > 0 ? words.requestUnread(request.subject, request.unread) : undefined}
          className="row-link [text-align:match-parent]"
        >
          {request.subject}
        </Link>
        <p className="text-13 text-ink-soft">
          <span className="tabular">{request.number}</span>
          {request.order_number && ` · ${words.ofOrder(request.order_number)}`} ·{' '}
          <time dateTime={moved} title={fullText(new Date(moved))}>
            {agoText(new Date(moved), now)}
          </time>
        </p>
      </div>
      <CountBadge count={request.unread} />
      <Badge tone={tones[request.state]}>{words.states[request.state]}</Badge>
    </li>
  )
}

/** A person's own requests of support, and the way to a new one. */
export function RequestsPage() {
  const words = askingWords.use()
  useTitle(words.help)
  const now = useNow()
  const isOnline = useOnline()
  const { data, error, isPending, refetch } = useMyRequests()
  const ask = (
    <Link to={paths.newHelp} className={buttonClasses()}>
      <Plus size={20} aria-hidden /> {words.askForHelp}
    </Link>
  )
  return (
    <Page>
      <PageHeader title={words.help} back={{ to: paths.orders, label: words.backToOrders }}>
        {data && data.length > 0 && ask}
      </PageHeader>
      {data && data.length > 0 && (
        <ul aria-label={words.yourRequests} className="row-list">
          {data.map((request) => (
            <RequestRow key={request.room_id} request={request} now={now} />
          ))}
        </ul>
      )}
      {data?.length === 0 && (
        <EmptyState icon={<LifeBuoy size={20} aria-hidden />} title={words.noRequests} action={ask} />
      )}
      {!data && !isOnline && <EmptyState title={words.requestsOffline} />}
      {!data && isPending && isOnline && !error && (
        <Waiting label={words.requestsLoading}>
          <div className="row-list">
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
        <ErrorState title={words.requestsFailed} detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
    </Page>
  )
}
