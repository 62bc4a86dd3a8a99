import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Booking } from './booking.ts'
import { type Service, useBookingActions } from './bookings-query.ts'
import { SlotPicker } from './slot-picker.tsx'
import { bookingWords } from './words/booking.ts'
import { momentIn } from './zoned.ts'

/** Another time for a booking, out of those that are free. The carer stays the same where that is possible. */
export function MoveDialog({
  booking,
  service,
  onClose,
}: {
  booking: Booking
  service: Service
  onClose: () => void
}) {
  const words = bookingWords.use().one
  const [at, setAt] = useState<string | null>(null)
  const { move } = useBookingActions(booking.id)
  return (
    <Dialog
      kind="full"
      title={words.moveTitle}
      onClose={onClose}
      actions={
        at && (
          <Button
            isBusy={move.isPending}
            onClick={() =>
              move.mutate(
                { starts_at: at },
                {
                  onSuccess: () => {
                    showToast(words.moved)
                    onClose()
                  },
                },
              )
            }
          >
            {words.moveHere(momentIn(service.time_zone, new Date(at)))}
          </Button>
        )
      }
    >
      {move.error && (
        <p role="alert" className="mb-2 text-13 text-bad">
          {sentenceFor(move.error)}
        </p>
      )}
      <SlotPicker
        service={service}
        carerId={null}
        chosen={at}
        isNarrow
        onChoose={({ starts_at }) => setAt(starts_at)}
      />
    </Dialog>
  )
}
