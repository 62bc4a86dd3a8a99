import { CalendarX } from 'lucide-react'
import { useNavigate, useSearchParams } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { useTitle } from '../../lib/title.ts'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { carersOf, useServices } from './bookings-query.ts'
import { ConfirmStep } from './confirm-step.tsx'
import { ServiceStep } from './service-step.tsx'
import { SlotPicker } from './slot-picker.tsx'
import { WaitForSlot } from './wait-for-slot.tsx'
import { bookingWords } from './words/booking.ts'

/** Booking in three steps: what and with whom, when, and whether all is right. The address holds them, so Back goes back. */
export function BookPage() {
  const words = bookingWords.use()
  const { find } = words
  const [params, setParams] = useSearchParams()
  const navigate = useNavigate()
  const isOnline = useOnline()
  const { data: offer, error, refetch } = useServices()
  useTitle(find.title)
  const offered = offer?.services.filter(({ is_offered }) => is_offered) ?? []
  const service = offered.find(({ key }) => key === params.get('service'))
  const carer = offer?.resources.find(({ id }) => id === params.get('carer'))
  const at = params.get('at')
  const step = !service ? 0 : at && !Number.isNaN(Date.parse(at)) ? 2 : 1
  const back =
    step === 0
      ? { to: paths.bookings, label: words.back }
      : {
          to: step === 1 || !service ? paths.newBooking : paths.newBookingOf(service.key, carer?.id),
          label: find.steps[step - 1] ?? '',
        }
  return (
    <Page width={step === 1 ? 'wide' : 'narrow'}>
      <PageHeader title={find.title} back={back}>
        <p className="text-13 text-ink-soft">
          {find.step(step + 1, 3)} · <span className="font-semibold text-ink">{find.steps[step]}</span>
        </p>
      </PageHeader>
      {!offer && !isOnline && <EmptyState title={find.offline} />}
      {!offer && isOnline && error && (
        <ErrorState title={find.failed} detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
      {!offer && isOnline && !error && (
        <Waiting label={find.loading}>
          <div className="flex flex-col gap-2">
            {[0, 1, 2].map((row) => (
              <Skeleton key={row} className="h-16" />
            ))}
          </div>
        </Waiting>
      )}
      {offer && offered.length === 0 && (
        <EmptyState icon={<CalendarX size={20} aria-hidden />} title={words.nothingOffered} />
      )}
      {offer && offered.length > 0 && step === 0 && (
        <ServiceStep
          services={offered}
          carers={(key) => carersOf(offer, key)}
          onChoose={(key, carerId) => navigate(paths.newBookingOf(key, carerId))}
        />
      )}
      {service && step === 1 && (
        <>
          <p className="text-15">
            <span dir="auto" className="font-semibold">
              {service.label}
            </span>{' '}
            <span className="text-ink-soft">
              · {find.minutes(service.duration_min)}
              {carer && <> · {words.with(carer.name)}</>}
            </span>
          </p>
          <SlotPicker
            service={service}
            carerId={carer?.id ?? null}
            chosen={null}
            wait={(slot) => <WaitForSlot service={service} carerId={carer?.id ?? null} slot={slot} />}
            onChoose={({ starts_at }) => {
              const next = new URLSearchParams(params)
              next.set('at', starts_at)
              setParams(next)
            }}
          />
        </>
      )}
      {service && step === 2 && at && (
        <ConfirmStep
          service={service}
          carer={carer ?? null}
          at={new Date(at)}
          orderId={params.get('order')}
          onTaken={() => {
            const next = new URLSearchParams(params)
            next.delete('at')
            setParams(next, { replace: true })
          }}
        />
      )}
    </Page>
  )
}
