import { ChevronRight, History, MessageCircle, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { distanceText } from '../../lib/format.ts'
import { formatTag } from '../../lib/locale.ts'
import { paths } from '../../lib/paths.ts'
import { agoText, clockText, fullText } from '../../lib/time.ts'
import { Badge } from '../../ui/badge.tsx'
import { buttonClasses } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { arrivalText, type Standing } from './operation-state.ts'
import { LateBadge, StateMark } from './state-mark.tsx'
import { operationsWords, useOrderWords } from './words.ts'

const percents = new Intl.NumberFormat(formatTag, { style: 'percent' })

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
  const words = operationsWords.use()
  const { status } = useOrderWords()
  const { position, arrival, crossing } = one
  const eta = arrivalText(one)
  return (
    <dl className="divide-y divide-line">
      <Fact name={words.status}>{status[one.status]}</Fact>
      <Fact name={words.partner}>{one.partner_name}</Fact>
      <Fact name={words.customer}>{one.customer_name}</Fact>
      {eta && <Fact name={one.next.place === 'pickup' ? words.atPickup : words.arrivesAt}>{eta}</Fact>}
      {arrival?.remaining_m != null && <Fact name={words.toGo}>{distanceText(arrival.remaining_m)}</Fact>}
      {crossing && (
        <Fact name={words.lastPassed}>
          {words.passedAt(words.crossings[crossing.kind][crossing.place], clockText(new Date(crossing.at)))}
        </Fact>
      )}
      {position && (
        <Fact name={words.lastHeard}>
          <time dateTime={position.recorded_at} title={fullText(new Date(position.recorded_at))}>
            {agoText(new Date(position.recorded_at), now)}
          </time>
          {position.accuracy_m !== null && <> · {words.within(distanceText(position.accuracy_m))}</>}
        </Fact>
      )}
      {position?.battery_pct != null && (
        <Fact name={words.battery}>{percents.format(position.battery_pct / 100)}</Fact>
      )}
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
  const words = operationsWords.use()
  const { kind } = useOrderWords()
  const heading = useRef<HTMLHeadingElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever chooses another order is taken to it
  useEffect(() => heading.current?.focus(), [orderId])
  return (
    <section aria-label={words.chosen} className="flex flex-col gap-3">
      <div className="flex items-center gap-2">
        <h2 ref={heading} tabIndex={-1} className="min-w-0 flex-1 text-20 outline-none">
          {one ? (
            <>
              <span className="sr-only">{words.order} </span>
              <span className="tabular">{one.number}</span>
            </>
          ) : (
            words.notUnderWay
          )}
        </h2>
        <IconButton label={words.close} onClick={onClose} className="-me-2">
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
        <EmptyState title={words.over} />
      )}
      <nav aria-label={words.more} className="flex flex-col gap-2">
        <Link to={paths.order(orderId)} className={buttonClasses('primary')}>
          {words.open}
          <ChevronRight size={20} aria-hidden className="rtl:rotate-180" />
        </Link>
        <div className="grid grid-cols-2 gap-2">
          <Link to={paths.orderChat(orderId)} className={buttonClasses('secondary')}>
            <MessageCircle size={20} aria-hidden className="shrink-0" />
            {words.conversation}
          </Link>
          <Link to={paths.replay(orderId)} className={buttonClasses('secondary')}>
            <History size={20} aria-hidden className="shrink-0" />
            {words.replay}
          </Link>
        </div>
      </nav>
    </section>
  )
}
