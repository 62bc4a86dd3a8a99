import { Link, useNavigate, useSearchParams } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { useTitle } from '../../lib/title.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { buttonClasses } from '../../ui/button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { BookSteps } from './book-steps.tsx'
import { PeopleFinder } from './people-finder.tsx'
import { usePersonNamed } from './people-query.ts'
import { bookingWords } from './words/booking.ts'
import { byPhoneWords } from './words/by-phone.ts'

/** Booking for a customer who phones: who it is first, then the steps everybody takes. For staff. */
export function BookFor() {
  const words = byPhoneWords.use()
  const { find, back } = bookingWords.use()
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const isOnline = useOnline()
  const customerId = params.get('for')
  const { data: person, error, refetch } = usePersonNamed(customerId)
  useTitle(words.title)
  const goOn = (id: string) => navigate(paths.newBookingOf({ ...Object.fromEntries(params), for: id }))
  if (person && customerId)
    return (
      <BookSteps
        customer={{
          id: person.id,
          title: words.title,
          steps: words.steps,
          line: (
            <div className="flex items-center gap-3 rounded-card border border-line bg-surface px-4 py-2.5">
              <Avatar name={person.name} url={person.avatar_url} />
              <p className="min-w-0 flex-1">
                <span className="block truncate font-semibold">{words.for(person.name)}</span>
                <span className="block truncate text-13 text-ink-soft">
                  <span dir="ltr">{person.email}</span>
                </span>
              </p>
              <Link to={paths.newBooking} className={buttonClasses('quiet')}>
                {words.other}
              </Link>
            </div>
          ),
          setUp: (
            <Link to={paths.services} className={buttonClasses('secondary')}>
              {words.setUp}
            </Link>
          ),
          noteHint: words.noteHint,
          told: words.told(person.name),
          freeUntil: (moment) => words.freeUntil(person.name, moment),
          done: words.done(person.name),
        }}
      />
    )
  return (
    <Page>
      <PageHeader title={words.title} back={{ to: paths.bookings, label: back }}>
        <p className="text-13 text-ink-soft">
          {find.step(1, words.steps.length)} ·{' '}
          <span className="font-semibold text-ink">{words.steps[0]}</span>
        </p>
      </PageHeader>
      {(customerId === null || person === null) && (
        <>
          {person === null && (
            <p role="alert" className="text-13 text-bad">
              {words.notThere}
            </p>
          )}
          <h2 className="text-17">{words.who}</h2>
          <PeopleFinder label={words.find.label} onChoose={({ id }) => goOn(id)} />
        </>
      )}
      {customerId !== null && person === undefined && !isOnline && <EmptyState title={find.offline} />}
      {customerId !== null && person === undefined && isOnline && error && (
        <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
      {customerId !== null && person === undefined && isOnline && !error && (
        <Waiting label={words.loading}>
          <Skeleton className="h-16" />
        </Waiting>
      )}
    </Page>
  )
}
