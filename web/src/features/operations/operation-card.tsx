import { ChevronRight, History, MessageCircle, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { distanceText } from '../../lib/format.ts'
import { paths } from '../../lib/paths.ts'
import { agoText, clockText, fullText } from '../../lib/time.ts'
import { Badge } from '../../ui/badge.tsx'
import { buttonClasses } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { arrivalText, type Standing } from './operation-state.ts'
import { LateBadge, StateMark } from './state-mark.tsx'
import { useWords } from './words.ts'

const places = { pickup: 'the pickup', dropoff: 'the delivery address' }
const crossings = { arriving: 'Near', arrived: 'Arrived at', left: 'Left' }

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-3 py-1.5">
      <dt className="shrink-0 text-13 text-ink-soft">{name}</dt>
      <dd dir="auto" className="tabular min-w-0 text-end text-15 wrap-anywhere">
        {children}
      </dd>
    </div>
  )
}

function Facts({ one, now }: { one: Standing; now: Date }) {
  const { status } = useWords()
  const { position, arrival, crossing } = one
  const eta = arrivalText(one)
  return (
    <dl className="divide-y divide-line">
      <Fact name="Status">{status[one.status]}</Fact>
      <Fact name="Partner">{one.partner_name}</Fact>
      <Fact name="Customer">{one.customer_name}</Fact>
      {eta && <Fact name={one.next.place === 'pickup' ? 'At the pickup' : 'Arrives'}>{eta}</Fact>}
      {arrival?.remaining_m != null && <Fact name="Still to go">{distanceText(arrival.remaining_m)}</Fact>}
      {crossing && (
        <Fact name="Last passed">
          {crossings[crossing.kind]} {places[crossing.place]}, {clockText(new Date(crossing.at))}
        </Fact>
      )}
      {position && (
        <Fact name="Last heard">
          <time dateTime={position.recorded_at} title={fullText(new Date(position.recorded_at))}>
            {agoText(new Date(position.recorded_at), now)}
          </time>
          {position.accuracy_m !== null && `, ± ${distanceText(position.accuracy_m)}`}
        </Fact>
      )}
      {position?.battery_pct != null && <Fact name="Battery of the phone">{position.battery_pct} %</Fact>}
    </dl>
  )
}

/** The chosen order, with the ways to the whole of it. `about` is what the orders say of it. Null: it is not under way any more. */
export function OperationCard({
  orderId,
  one,
  now,
  about,
  onClose,
}: {
  orderId: string
  one: Standing | null
  now: Date
  about: ReactNode
  onClose: () => void
}) {
  const { kind } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever chooses another order is taken to it
  useEffect(() => heading.current?.focus(), [orderId])
  return (
    <section aria-label="Chosen order" className="flex flex-col gap-3">
      <div className="flex items-center gap-2">
        <h2 ref={heading} tabIndex={-1} className="min-w-0 flex-1 text-20 outline-none">
          {one ? (
            <>
              <span className="sr-only">Order </span>
              <span className="tabular">{one.number}</span>
            </>
          ) : (
            'Not under way'
          )}
        </h2>
        <IconButton label="Close (Esc)" onClick={onClose} className="-me-2">
          <X size={20} aria-hidden />
        </IconButton>
      </div>
      {one ? (
        <>
          <div className="flex flex-wrap items-center gap-2">
            <Badge>{kind[one.kind]}</Badge>
            {one.late && <LateBadge />}
            <StateMark one={one} now={now} />
          </div>
          <Facts one={one} now={now} />
          {about}
        </>
      ) : (
        <EmptyState title="This order is closed, or its partner has left it." />
      )}
      <nav aria-label="More about this order" className="flex flex-col gap-2">
        <Link to={paths.order(orderId)} className={buttonClasses('primary')}>
          Open the order
          <ChevronRight size={20} aria-hidden className="rtl:rotate-180" />
        </Link>
        <div className="grid grid-cols-2 gap-2">
          <Link to={paths.orderChat(orderId)} className={buttonClasses('secondary')}>
            <MessageCircle size={20} aria-hidden className="shrink-0" />
            Conversation
          </Link>
          <Link to={paths.replay(orderId)} className={buttonClasses('secondary')}>
            <History size={20} aria-hidden className="shrink-0" />
            Replay
          </Link>
        </div>
      </nav>
    </section>
  )
}
