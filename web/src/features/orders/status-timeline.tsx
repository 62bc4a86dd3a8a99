import { ChevronDown } from 'lucide-react'
import { clockText, fullText, timeText } from '../../lib/time.ts'
import { classNames } from '../../ui/class-names.ts'
import type { OrderEvent } from './orders.ts'
import type { TimelineStep } from './status.ts'
import { ordersWords } from './words/orders.ts'

function Dot({ step }: { step: TimelineStep }) {
  const isLive = step.isCurrent && step.status === 'out_for_delivery'
  if (step.isCurrent && step.status !== 'delivered' && step.status !== 'cancelled') {
    return (
      <span
        className={classNames(
          'flex size-4 items-center justify-center rounded-full border-2 bg-raised',
          isLive ? 'border-live' : 'border-accent',
        )}
      >
        <span className={classNames('size-1.5 rounded-full', isLive ? 'bg-live' : 'bg-accent')} />
      </span>
    )
  }
  return (
    <span
      className={classNames(
        'size-3 rounded-full',
        step.at ? (step.status === 'cancelled' ? 'bg-bad' : 'bg-accent') : 'border-2 border-line-strong',
      )}
    />
  )
}

/** The way of an order in one line, each step with its time; opens to the whole history with names and notes. */
export function StatusTimeline({
  steps,
  events,
  personName,
}: {
  steps: readonly TimelineStep[]
  events: readonly OrderEvent[]
  personName: (id: string | null) => string
}) {
  const words = ordersWords.use()
  const now = new Date()
  return (
    <div className="flex flex-col gap-1">
      <ol className="flex">
        {steps.map((step, i) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever appended
            key={i}
            aria-current={step.isCurrent ? 'step' : undefined}
            className="flex min-w-0 flex-1 flex-col items-center gap-1.5"
          >
            <span aria-hidden className="relative flex h-4 w-full items-center justify-center">
              {i > 0 && (
                <span
                  className={classNames(
                    'absolute end-[calc(50%+12px)] start-[calc(-50%+12px)] h-0.5 rounded-full',
                    step.at ? 'bg-accent' : 'bg-line',
                  )}
                />
              )}
              <Dot step={step} />
            </span>
            <span
              className={classNames(
                'px-0.5 text-center text-12 text-balance',
                step.isCurrent ? 'font-semibold text-ink' : 'text-ink-faint',
              )}
            >
              {words.status[step.status]}
            </span>
            {step.at ? (
              <time
                dateTime={step.at}
                title={fullText(new Date(step.at))}
                className="-mt-1 text-12 text-ink-faint"
              >
                {clockText(new Date(step.at))}
              </time>
            ) : (
              <span className="sr-only">{words.toCome}</span>
            )}
          </li>
        ))}
      </ol>
      <details className="group">
        <summary className="flex min-h-11 cursor-pointer list-none items-center gap-1 self-start rounded-control text-13 font-medium text-ink-soft hover:text-ink [&::-webkit-details-marker]:hidden">
          {words.history}
          <ChevronDown size={16} aria-hidden className="transition-transform group-open:rotate-180" />
        </summary>
        <ul className="flex flex-col gap-3 pb-2">
          {events.map((event) => (
            <li key={event.id} className="flex gap-3 text-13">
              <time
                dateTime={event.created_at}
                title={fullText(new Date(event.created_at))}
                className="w-20 shrink-0 text-ink-faint"
              >
                {timeText(new Date(event.created_at), now)}
              </time>
              <span className="min-w-0">
                <span className="font-medium">{words.status[event.to_status]}</span>
                <bdi className="ms-2 text-ink-soft">{personName(event.actor_id)}</bdi>
                {event.note && (
                  <span dir="auto" className="block text-ink-soft">
                    {words.quote(event.note)}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}
