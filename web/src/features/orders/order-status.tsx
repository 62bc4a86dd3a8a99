import type { ReactNode } from 'react'
import type { PersonRole } from '../../lib/rows.ts'
import { fullText, timeText } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { type Order, useOrderEvents } from './orders.ts'
import { statusDetail, timeline } from './status.ts'
import { StatusTimeline } from './status-timeline.tsx'
import { ordersWords } from './words/orders.ts'

/** The sentence of state, what it means for the reader, and the way so far. `children` stand right under the sentence, `actions` before the way. */
export function OrderStatusPanel({
  order,
  part,
  partnerName,
  personName,
  children,
  actions,
}: {
  order: Order
  part: PersonRole | null
  partnerName: string
  personName: (id: string | null) => string
  children?: ReactNode
  actions?: ReactNode
}) {
  const words = ordersWords.use()
  const events = useOrderEvents(order.id)
  const now = useNow()
  const steps = timeline(order, events.data ?? [])
  const since = new Date(steps.findLast((step) => step.isCurrent)?.at ?? order.updated_at)
  return (
    <section aria-label={words.statusOf} aria-live="polite" className="flex flex-col gap-4">
      <div className="flex flex-col gap-0.5">
        <div className="flex items-baseline justify-between gap-3">
          <h2 className="text-24">{words.status[order.status]}</h2>
          <time dateTime={since.toISOString()} title={fullText(since)} className="text-15 text-ink-faint">
            {timeText(since, now)}
          </time>
        </div>
        <p className="text-ink-soft">{statusDetail(words, order.status, part, partnerName)}</p>
        {order.status_note && (
          <p dir="auto" className="text-ink-soft">
            {words.quote(order.status_note)}
          </p>
        )}
        {children}
      </div>
      {actions}
      <StatusTimeline steps={steps} events={events.data ?? []} personName={personName} />
    </section>
  )
}
