import { sentenceFor } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useEraseLocation } from './privacy-calls.ts'
import { privacyWords } from './words/privacy.ts'

/** Asks once more, and says what goes and what stays. */
export function EraseDialog({ onClose }: { onClose: () => void }) {
  const words = privacyWords.use()
  const erase = useEraseLocation()
  const onSuccess = ({ put_off }: { put_off: number }) => {
    showToast(put_off === 0 ? words.erased : words.erasedBut(put_off))
    onClose()
  }
  return (
    <Dialog
      title={words.eraseTitle}
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {words.keepIt}
          </Button>
          <Button
            look="danger"
            isBusy={erase.isPending}
            onClick={() => erase.mutate(undefined, { onSuccess })}
          >
            {words.eraseNow}
          </Button>
        </>
      }
    >
      <ul className="list-disc space-y-1 ps-5 text-ink-soft">
        <li>{words.trips}</li>
        <li>{words.places}</li>
        <li>{words.stops}</li>
        <li>{words.stays}</li>
      </ul>
      <p className="mt-3 text-13 text-ink-soft">{words.forGood}</p>
      {erase.error && (
        <p role="alert" className="mt-2 text-13 text-bad">
          {sentenceFor(erase.error)}
        </p>
      )}
    </Dialog>
  )
}
