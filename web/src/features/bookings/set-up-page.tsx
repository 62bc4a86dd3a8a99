import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { useTitle } from '../../lib/title.ts'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { type Offer, useServices } from './bookings-query.ts'
import { ResourceForm } from './resource-form.tsx'
import { ServiceForm } from './service-form.tsx'
import { SetUpList } from './set-up-list.tsx'
import { useWithHours } from './set-up-query.ts'
import { bookingWords } from './words/booking.ts'
import { setUpWords } from './words/set-up.ts'

type Open = { kind: 'service' | 'resource'; id: string } | null

/** The form that the address asks for. */
function Form({ open, offer, onReload }: { open: NonNullable<Open>; offer: Offer; onReload: () => void }) {
  const words = setUpWords.use()
  // where the others are is where the next one is
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zone = offer.resources[0]?.time_zone ?? offer.services[0]?.time_zone ?? here
  if (open.kind === 'service') {
    const service = offer.services.find(({ key }) => key === open.id) ?? null
    if (!service && open.id) return <EmptyState title={words.notThere} />
    return <ServiceForm service={service} zone={zone} onShowTheirs={onReload} />
  }
  const resource = offer.resources.find(({ id }) => id === open.id) ?? null
  if (!resource && open.id) return <EmptyState title={words.notThere} />
  return <ResourceForm resource={resource} offer={offer} zone={zone} onShowTheirs={onReload} />
}

/** What can be booked, and whose time it takes: for staff to set up. The address holds which form is open. */
export function SetUpPage() {
  const words = setUpWords.use()
  const { back } = bookingWords.use()
  const [params] = useSearchParams()
  const services = useServices()
  const withHours = useWithHours()
  const isOnline = useOnline()
  const [round, setRound] = useState(0)
  const { data: offer, error, refetch } = services
  const [service, resource] = [params.get('service'), params.get('resource')]
  const open: Open =
    service !== null
      ? { kind: 'service', id: service }
      : resource !== null
        ? { kind: 'resource', id: resource }
        : null
  const title = open ? words.titles[`${open.id ? 'change' : 'new'}_${open.kind}`] : words.title
  useTitle(title)
  return (
    <Page>
      <PageHeader
        title={title}
        back={open ? { to: paths.services, label: words.back } : { to: paths.bookings, label: back }}
      />
      {offer && !open && <SetUpList offer={offer} withHours={withHours.data} />}
      {offer && open && (
        <Form
          key={`${open.kind} ${open.id} ${round}`}
          open={open}
          offer={offer}
          onReload={() => void refetch().then(() => setRound((before) => before + 1))}
        />
      )}
      {!offer && !isOnline && <EmptyState title={words.offline} />}
      {!offer && isOnline && error && (
        <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
      {!offer && isOnline && !error && (
        <Waiting label={words.loading}>
          <div className="flex flex-col gap-4">
            {[0, 1].map((card) => (
              <Skeleton key={card} className="h-48" />
            ))}
          </div>
        </Waiting>
      )}
    </Page>
  )
}
