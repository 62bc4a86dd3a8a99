import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { Failure, sentenceFor } from '../../lib/failure.ts'
import { formatTag } from '../../lib/locale.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { agoText, fullText } from '../../lib/time.ts'
import { useTitle } from '../../lib/title.ts'
import { useNow } from '../../lib/use-now.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { iconButtonClasses } from '../../ui/icon-button.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { showToast } from '../../ui/toast.tsx'
import { type Person, type PersonOrder, usePerson, usePersonActions } from './people-query.ts'
import { RoleDialog, SuspendDialog } from './person-dialogs.tsx'
import { peopleWords } from './words.ts'

const rowLink =
  'flex min-h-12 items-center justify-between gap-3 rounded-control px-2 hover:bg-sunken focus-visible:-outline-offset-2'

function languageText(tag: string): string {
  try {
    return new Intl.DisplayNames(formatTag, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col py-1.5">
      <dt className="text-13 text-ink-soft">{name}</dt>
      <dd className="tabular wrap-anywhere">{children}</dd>
    </div>
  )
}

function Facts({ person }: { person: Person }) {
  const words = peopleWords.use()
  const now = useNow()
  const moment = (at: string) => (
    <time dateTime={at} title={fullText(new Date(at))}>
      {agoText(new Date(at), now)}
    </time>
  )
  return (
    <Section title={words.facts}>
      <dl className="mt-2 grid gap-x-6 sm:grid-cols-2">
        <Fact name={words.email}>
          <span dir="ltr">{person.email ?? '–'}</span>
        </Fact>
        <Fact name={words.phone}>{person.phone ? <span dir="ltr">{person.phone}</span> : words.noPhone}</Fact>
        <Fact name={words.language}>{languageText(person.locale)}</Fact>
        <Fact name={words.zone}>
          <span dir="ltr">{person.time_zone}</span>
        </Fact>
        <Fact name={words.joined}>{moment(person.created_at)}</Fact>
        <Fact name={words.seen}>{person.seen_at ? moment(person.seen_at) : words.neverSeen}</Fact>
        <Fact name={words.devices}>{new Intl.NumberFormat(formatTag).format(person.devices)}</Fact>
      </dl>
    </Section>
  )
}

/** What staff may do about them: role and suspension. Staff are looked after by an admin. */
function Standing({ person }: { person: Person }) {
  const words = peopleWords.use()
  const isOnline = useOnline()
  const [asks, setAsks] = useState<'role' | 'suspend' | null>(null)
  const { lift } = usePersonActions(person.id)
  const { suspension } = person
  const close = () => setAsks(null)
  if (person.role === 'staff') return null
  return (
    <Section title={words.role} detail={words.roleDetail}>
      {suspension && (
        <div className="mt-4 rounded-control bg-bad-soft px-3 py-2.5">
          <p className="font-semibold text-bad">{words.suspension}</p>
          <p>{words.suspendedUntil(fullText(new Date(suspension.until)))}</p>
          <p dir="auto" className="text-13 text-ink-soft wrap-anywhere">
            {words.suspendedBy(suspension.by ?? words.somebody, suspension.reason)}
          </p>
        </div>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button look="secondary" disabled={!isOnline} onClick={() => setAsks('role')}>
          {person.role === 'partner' ? words.makeCustomer : words.makePartner}
        </Button>
        {suspension ? (
          <Button
            look="secondary"
            disabled={!isOnline}
            isBusy={lift.isPending}
            onClick={() => lift.mutate(undefined, { onError: (error) => void showToast(sentenceFor(error)) })}
          >
            {words.lift}
          </Button>
        ) : (
          <Button look="danger" disabled={!isOnline} onClick={() => setAsks('suspend')}>
            {words.suspend}
          </Button>
        )}
      </div>
      {asks === 'role' && <RoleDialog person={person} onClose={close} />}
      {asks === 'suspend' && <SuspendDialog person={person} onClose={close} />}
    </Section>
  )
}

function Orders({ person, about }: { person: Person; about: (order: PersonOrder) => ReactNode }) {
  const words = peopleWords.use()
  return (
    <Section title={words.orders}>
      {person.orders.length === 0 && <p className="mt-2 text-ink-soft">{words.noOrders}</p>}
      <ul className="-mx-2 mt-1">
        {person.orders.map((order) => (
          <li key={order.id}>
            <Link to={paths.order(order.id)} className={rowLink}>
              <span className="min-w-0 truncate">
                <span className="tabular font-semibold">{order.number}</span>
                {!order.is_customer && <span className="text-ink-soft"> {words.asPartner}</span>}
              </span>
              {about(order)}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Requests({ person }: { person: Person }) {
  const words = peopleWords.use()
  return (
    <Section title={words.requests}>
      {person.requests.length === 0 && <p className="mt-2 text-ink-soft">{words.noRequests}</p>}
      <ul className="-mx-2 mt-1">
        {person.requests.map(({ room_id, number, subject, is_open }) => (
          <li key={room_id}>
            <Link to={paths.supportRoom(room_id)} className={rowLink}>
              <span dir="auto" className="min-w-0 truncate">
                <span className="tabular text-ink-soft">{number}</span> {subject}
              </span>
              {is_open && <Badge tone="accent">{words.open}</Badge>}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** One person for staff: who they are, what they ordered and asked, and what staff may do. `about` says how an order stands. */
export function PersonView({
  id,
  hasBack,
  about,
}: {
  id: string
  hasBack: boolean
  about: (order: PersonOrder) => ReactNode
}) {
  const words = peopleWords.use()
  const isOnline = useOnline()
  const { data: person, error, refetch } = usePerson(id)
  useTitle(person?.name ?? words.title)
  if (person === null) return <EmptyState title={words.noPerson} />
  if (!person) {
    if (!isOnline) return <EmptyState title={words.personOffline} />
    if (error)
      return (
        <ErrorState
          title={words.personFailed}
          detail={error instanceof Failure ? sentenceFor(error) : undefined}
          onRetry={() => refetch()}
        />
      )
    return (
      <Waiting label={words.personLoading}>
        <div className="flex flex-col gap-4 p-4">
          <Skeleton className="h-12 w-1/2" />
          <Skeleton className="h-48 rounded-card" />
          <Skeleton className="h-32 rounded-card" />
        </div>
      </Waiting>
    )
  }
  return (
    <article className="flex flex-col gap-4 p-4 sm:p-6">
      <header className="flex items-center gap-3">
        {hasBack && (
          <Link to={paths.people} aria-label={words.backToPeople} className={`${iconButtonClasses} -ms-3`}>
            <ChevronLeft size={20} aria-hidden className="rtl:rotate-180" />
          </Link>
        )}
        <Avatar name={person.name} url={person.avatar_url} size="large" />
        <h1 dir="auto" className="min-w-0 flex-1 text-24 wrap-anywhere">
          {person.name}
        </h1>
        <Badge tone={person.role === 'customer' ? 'neutral' : 'accent'}>{words.roles[person.role]}</Badge>
      </header>
      <Facts person={person} />
      <Standing person={person} />
      <Orders person={person} about={about} />
      <Requests person={person} />
      <Link
        to={paths.auditOf(person.id)}
        className="flex min-h-12 items-center justify-between gap-3 rounded-card border border-line bg-surface px-4 font-medium hover:bg-sunken"
      >
        {words.audit}
        <ChevronRight size={20} aria-hidden className="shrink-0 rtl:-scale-x-100" />
      </Link>
    </article>
  )
}
