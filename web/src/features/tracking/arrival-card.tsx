import { useNow } from '../../lib/use-now.ts'
import { classNames } from '../../ui/class-names.ts'
import { arrivalOf, type Journey } from './arrival.ts'
import { arrivalWords } from './words/arrival.ts'

/** When it comes, how far it is and how old that is; greyed while the position is not fresh. Quiet: the map speaks. */
export function ArrivalCard({ journey }: { journey: Journey }) {
  arrivalWords.use()
  const now = useNow(5_000)
  const { headline, caution, distance, age, freshness } = arrivalOf(journey, now)
  if (!headline) return null
  const isFresh = freshness === 'fresh'
  return (
    <div
      aria-live="off"
      data-testid="arrival"
      className={classNames(
        'mt-2 flex flex-col gap-0.5 rounded-control border px-3 py-2',
        isFresh ? 'border-live/40 bg-live-soft' : 'border-line bg-sunken',
      )}
    >
      <p className={classNames('tabular text-17 font-semibold', !isFresh && 'text-ink-soft')}>
        {headline}
        {caution && <span className="block text-13 font-normal text-ink-soft">{caution}</span>}
      </p>
      {(distance || age) && (
        <p className="flex items-center gap-2 text-13 text-ink-soft">
          <span
            aria-hidden
            className={classNames('size-2 shrink-0 rounded-full', isFresh ? 'bg-live' : 'bg-line-strong')}
          />
          <span className="tabular">{[distance, age].filter(Boolean).join(' · ')}</span>
        </p>
      )}
    </div>
  )
}
