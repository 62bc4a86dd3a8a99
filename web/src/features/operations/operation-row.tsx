import type { To } from 'react-router'
import { Link } from 'react-router'
import { classNames } from '../../ui/class-names.ts'
import { arrivalText, type Standing } from './operation-state.ts'
import { LateBadge, StateMark } from './state-mark.tsx'
import { operationsWords, useOrderWords } from './words.ts'

export const rowPx = 76

/** One order in the list, of a height that never changes. */
export function OperationRow({
  one,
  to,
  isChosen,
  now,
}: {
  one: Standing
  to: To
  isChosen: boolean
  now: Date
}) {
  const words = operationsWords.use()
  const { status } = useOrderWords()
  const arrival = arrivalText(one)
  return (
    <Link
      to={to}
      data-list-link
      data-order={one.order_id}
      aria-current={isChosen ? 'page' : undefined}
      className={classNames(
        'flex flex-col justify-center gap-0.5 rounded-control px-3 hover:bg-sunken focus-visible:-outline-offset-2',
        isChosen && 'bg-accent-soft hover:bg-accent-soft',
      )}
      style={{ height: rowPx }}
    >
      <span className="flex items-center gap-2">
        <span className="tabular font-semibold">{one.number}</span>
        <span dir="auto" className="min-w-0 flex-1 truncate text-13 text-ink-soft">
          {words.forWhom(one.partner_name, one.customer_name)}
        </span>
        {one.late && <LateBadge />}
      </span>
      <span className="flex items-center justify-between gap-2">
        <span className="min-w-0 truncate text-13">{status[one.status]}</span>
        {arrival && (
          <span className="tabular shrink-0 text-13 font-medium">
            <span className="sr-only">{words.arrivesAt} </span>
            {arrival}
          </span>
        )}
      </span>
      <StateMark one={one} now={now} />
    </Link>
  )
}
