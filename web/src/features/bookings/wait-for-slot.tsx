import { BellRing } from 'lucide-react'
import { sentenceFor } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/section.tsx'
import type { Slot } from './booking.ts'
import type { Service } from './bookings-query.ts'
import { useMyWaits, useSeriesActions } from './series-query.ts'
import { bookingWords } from './words/booking.ts'

/** A time that is taken: asking to be told when it becomes free, or no more. */
export function WaitForSlot({
  service,
  carerId,
  slot,
}: {
  service: Service
  carerId: string | null
  slot: Slot
}) {
  const words = bookingWords.use().find
  const { data: waits } = useMyWaits()
  const { wait, stopWaiting } = useSeriesActions()
  const mine = waits?.find(
    (one) => one.service_key === service.key && Date.parse(one.starts_at) === Date.parse(slot.starts_at),
  )
  const failure = wait.error ?? stopWaiting.error
  return (
    <Note icon={<BellRing size={18} aria-hidden />}>
      <div className="flex flex-col items-start gap-1" aria-live="polite">
        {mine ? (
          <>
            {words.waiting}
            <Button
              look="quiet"
              className="-ms-4"
              isBusy={stopWaiting.isPending}
              onClick={() => stopWaiting.mutate(mine.id)}
            >
              {words.stopWaiting}
            </Button>
          </>
        ) : (
          <Button
            look="quiet"
            className="-ms-4"
            isBusy={wait.isPending}
            onClick={() =>
              wait.mutate({
                service_key: service.key,
                starts_at: slot.starts_at,
                ...(carerId && { carer_id: carerId }),
              })
            }
          >
            {words.tellMe}
          </Button>
        )}
        {failure && (
          <span role="alert" className="text-bad">
            {sentenceFor(failure)}
          </span>
        )}
      </div>
    </Note>
  )
}
