import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { listText } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Series } from './booking.ts'
import { useMySeries, useSeriesActions } from './series-query.ts'
import { bookingWords } from './words/booking.ts'
import { dayName, nameOfWeekday, timeName } from './zoned.ts'

function EndDialog({ series, onClose }: { series: Series; onClose: () => void }) {
  const { series: words, one } = bookingWords.use()
  const { endSeries } = useSeriesActions()
  return (
    <Dialog
      title={words.endTitle}
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {one.keep}
          </Button>
          <Button
            look="danger"
            isBusy={endSeries.isPending}
            onClick={() =>
              endSeries.mutate(series.id, {
                onSuccess: () => {
                  showToast(words.ended)
                  onClose()
                },
              })
            }
          >
            {words.end}
          </Button>
        </>
      }
    >
      <p className="text-pretty">
        {words.endText} {series.late > 0 && words.endLate(series.late)}
      </p>
      {endSeries.error && (
        <p role="alert" className="mt-2 text-13 text-bad">
          {sentenceFor(endSeries.error)}
        </p>
      )}
    </Dialog>
  )
}

/** What repeats, what of it was not possible, and the way to end it. Nothing where nothing repeats. */
export function SeriesSection() {
  const words = bookingWords.use().series
  const { data } = useMySeries()
  const [ending, setEnding] = useState<Series | null>(null)
  if (!data || data.length === 0) return null
  return (
    <section aria-label={words.title} className="flex flex-col gap-2">
      <h2 className="text-17">{words.title}</h2>
      <ul className="row-list">
        {data.map((one) => (
          <li key={one.id} className="row">
            <div className="min-w-0 flex-1">
              <p dir="auto" className="text-page-start font-semibold wrap-anywhere">
                {one.service}
              </p>
              <p className="text-13 text-ink-soft">
                {words.at(
                  words.every[one.unit](one.every),
                  listText(one.weekdays.map((weekday) => nameOfWeekday(weekday))),
                  timeName(one.at),
                )}
                {one.until && <>, {words.until(dayName(one.until))}</>}
              </p>
              {one.skipped.length > 0 && (
                <p className="text-13 text-warn">{words.skipped(listText(one.skipped.map(dayName)))}</p>
              )}
            </div>
            {one.to_come > 0 && (
              <Button look="quiet" onClick={() => setEnding(one)}>
                {words.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {ending && <EndDialog series={ending} onClose={() => setEnding(null)} />}
    </section>
  )
}
