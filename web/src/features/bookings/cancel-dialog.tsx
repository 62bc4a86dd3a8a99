import { sentenceFor } from '../../lib/failure.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Booking } from './booking.ts'
import { useBookingActions } from './bookings-query.ts'
import { untilText } from './until.ts'
import { bookingWords } from './words/booking.ts'

/** What cancelling means now: in time or late, and who is told. */
export function CancelDialog({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const words = bookingWords.use().one
  const { cancel } = useBookingActions(booking.id)
  const now = useNow()
  const left = untilText(new Date(booking.starts_at), now)
  const costs = booking.is_late ? words.cancelLate(left) : words.cancelInTime(left)
  return (
    <Dialog
      title={words.cancelTitle}
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {words.keep}
          </Button>
          <Button
            look="danger"
            isBusy={cancel.isPending}
            onClick={() =>
              cancel.mutate(undefined, {
                onSuccess: () => {
                  showToast(words.cancelled)
                  onClose()
                },
              })
            }
          >
            {words.cancel}
          </Button>
        </>
      }
    >
      <p className="text-pretty">
        {booking.part === 'customer' ? costs : words.cancelForOther(booking.customer ?? '')}
      </p>
      {cancel.error && (
        <p role="alert" className="mt-2 text-13 text-bad">
          {sentenceFor(cancel.error)}
        </p>
      )}
    </Dialog>
  )
}
