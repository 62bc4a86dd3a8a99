import { sentenceFor } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useEraseLocation } from './privacy-calls.ts'

/** Asks once more, and says what goes and what stays. */
export function EraseDialog({ onClose }: { onClose: () => void }) {
  const erase = useEraseLocation()
  const onSuccess = ({ put_off }: { put_off: number }) => {
    const orders = put_off === 1 ? 'one order in dispute' : `${put_off} orders in dispute`
    showToast(
      put_off === 0
        ? 'Your location data is erased.'
        : `Your location data is erased. ${orders} will follow when the dispute ends.`,
    )
    onClose()
  }
  return (
    <Dialog
      title="Erase your location data?"
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            Keep it
          </Button>
          <Button
            look="danger"
            isBusy={erase.isPending}
            onClick={() => erase.mutate(undefined, { onSuccess })}
          >
            Erase
          </Button>
        </>
      }
    >
      <ul className="list-disc space-y-1 ps-5 text-ink-soft">
        <li>Your trips, live and past, and who saw them are erased.</li>
        <li>Places you sent in conversations are withdrawn.</li>
        <li>If you share now, sharing stops.</li>
        <li>Your orders and what was written stay.</li>
      </ul>
      <p className="mt-3 text-13 text-ink-soft">
        This cannot be undone. Download it first if you want to keep it.
      </p>
      {erase.error && (
        <p role="alert" className="mt-2 text-13 text-bad">
          {sentenceFor(erase.error)}
        </p>
      )}
    </Dialog>
  )
}
