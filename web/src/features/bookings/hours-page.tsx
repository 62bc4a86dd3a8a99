import { useSearchParams } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { useMyId, useProfile } from '../../lib/session.tsx'
import { useTitle } from '../../lib/title.ts'
import { useNow } from '../../lib/use-now.ts'
import { Page, PageHeader } from '../../ui/page.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useServices } from './bookings-query.ts'
import { DifferentDays } from './different-days.tsx'
import { useHours } from './hours-query.ts'
import { NothingSetUp } from './nothing-set-up.tsx'
import { WeeklyHours } from './weekly-hours.tsx'
import { bookingWords } from './words/booking.ts'
import { deskWords } from './words/desk.ts'
import { dayIn } from './zoned.ts'

/** When a carer works: their own hours; for staff those of everybody, and of rooms. */
export function HoursPage() {
  const words = deskWords.use()
  const { back } = bookingWords.use()
  const me = useMyId()
  const isStaff = useProfile().data?.role === 'staff'
  const [params, setParams] = useSearchParams()
  const offer = useServices()
  const resources = offer.data?.resources.filter(({ partner_id }) => isStaff || partner_id === me) ?? []
  const chosen = resources.find(({ id }) => id === params.get('of')) ?? resources[0]
  const zone = chosen?.time_zone ?? 'UTC'
  const today = dayIn(zone, useNow())
  const hours = useHours(chosen?.id, today)
  const isOnline = useOnline()
  const { page } = words
  useTitle(page.title)
  const failure = offer.error ?? hours.error
  const isThere = offer.data && (hours.data || resources.length === 0)
  return (
    <Page>
      <PageHeader title={page.title} back={{ to: paths.bookings, label: back }} />
      {isStaff && resources.length > 1 && (
        <SelectField
          label={page.whose}
          value={chosen?.id}
          onChange={({ target }) => setParams({ of: target.value }, { replace: true })}
        >
          {resources.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      {offer.data &&
        resources.length === 0 &&
        (isStaff ? <NothingSetUp /> : <EmptyState title={words.notCarer} />)}
      {chosen && hours.data && (
        <>
          <WeeklyHours
            key={`week ${chosen.id}`}
            resourceId={chosen.id}
            hours={hours.data.hours}
            zone={zone}
          />
          <DifferentDays key={chosen.id} resourceId={chosen.id} days={hours.data.days} today={today} />
        </>
      )}
      {!isThere && !isOnline && <EmptyState title={page.offline} />}
      {!isThere && isOnline && failure && (
        <ErrorState
          title={page.failed}
          detail={sentenceFor(failure)}
          onRetry={() => {
            void offer.refetch()
            void hours.refetch()
          }}
        />
      )}
      {!isThere && isOnline && !failure && (
        <Waiting label={page.loading}>
          <div className="flex flex-col gap-3 rounded-card border border-line bg-surface p-5">
            {[1, 2, 3, 4, 5, 6, 7].map((row) => (
              <Skeleton key={row} className="h-11" />
            ))}
          </div>
        </Waiting>
      )}
    </Page>
  )
}
