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
import { ConfirmStep, type ForCustomer } from './confirm-step.tsx'
import { ServiceStep } from './service-step.tsx'
import { SlotPicker } from './slot-picker.tsx'
import { WaitForSlot } from './wait-for-slot.tsx'
import { bookingWords } from './words/booking.ts'

/**
 * What and with whom, when, and whether all is right. The address holds the steps, so Back goes back. For staff the customer
 * stands in it too, and who it is for was the step before.
 */
export function BookSteps({
  customer,
  isWaiting = false,
}: {
  customer?: ForCustomer
  /** It is not known yet who books. */
  isWaiting?: boolean
}) {
  const words = bookingWords.use()
  const { find } = words
  const [params, setParams] = useSearchParams()
  const navigate = useNavigate()
  const isOnline = useOnline()
  const services = useServices()
  const title = customer?.title ?? find.title
  useTitle(title)
  const offer = isWaiting ? undefined : services.data
  const offered = offer?.services.filter(({ is_offered }) => is_offered) ?? []
  const service = offered.find(({ key }) => key === params.get('service'))
  const carer = offer?.resources.find(({ id }) => id === params.get('carer'))
  const at = params.get('at')
  const step = !service ? 0 : at && !Number.isNaN(Date.parse(at)) ? 2 : 1
  const names = customer?.steps ?? find.steps
  const shown = names.length - find.steps.length + step
  /** The address with other things chosen; who or which order it is for stays. */
  function addressWith(chosen: { service?: string | undefined; carer?: string | undefined }): string {
    const kept = ['for', 'order'].map((name) => [name, params.get(name)])
    const all = [...kept, ...Object.entries(chosen)].filter(([, value]) => value)
    return all.length > 0 ? paths.newBookingOf(Object.fromEntries(all)) : paths.newBooking
  }
  const former = names[shown - 1] ?? ''
  const back =
    step === 0
      ? customer
        ? { to: paths.newBooking, label: former }
        : { to: paths.bookings, label: words.back }
      : {
          to: addressWith(step === 1 ? {} : { service: service?.key, carer: carer?.id }),
          label: former,
        }
  return (
    <Page width={step === 1 ? 'wide' : 'narrow'}>
      <PageHeader title={title} back={back}>
        <p className="text-13 text-ink-soft">
          {find.step(shown + 1, names.length)} ·{' '}
          <span className="font-semibold text-ink">{names[shown]}</span>
        </p>
      </PageHeader>
      {customer?.line}
      {!offer && !isOnline && <EmptyState title={find.offline} />}
      {!offer && isOnline && services.error && (
        <ErrorState
          title={find.failed}
          detail={sentenceFor(services.error)}
          onRetry={() => services.refetch()}
        />
      )}
      {!offer && isOnline && !services.error && (
        <Waiting label={find.loading}>
          <div className="flex flex-col gap-2">
            {[0, 1, 2].map((row) => (
              <Skeleton key={row} className="h-16" />
            ))}
          </div>
        </Waiting>
      )}
      {offer && offered.length === 0 && (
        <EmptyState
          icon={<CalendarX size={20} aria-hidden />}
          title={words.nothingOffered}
          action={customer?.setUp}
        />
      )}
      {offer && offered.length > 0 && step === 0 && (
        <ServiceStep
          services={offered}
          carers={(key) => carersOf(offer, key)}
          onChoose={(key, carerId) => navigate(addressWith({ service: key, carer: carerId }))}
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
            wait={
              customer
                ? undefined
                : (slot) => <WaitForSlot service={service} carerId={carer?.id ?? null} slot={slot} />
            }
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
          customer={customer}
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
