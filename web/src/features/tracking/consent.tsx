import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** What a partner agrees to, in full, before anything is sent. Its wording has a version: consentVersion. */
export function Consent({
  viewer,
  onAgree,
  onClose,
}: {
  viewer: string
  onAgree: () => void
  onClose: () => void
}) {
  return (
    <Dialog
      title="Share your location for this order?"
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            Not now
          </Button>
          <Button onClick={onAgree}>Agree and share</Button>
        </>
      }
    >
      <dl className="flex flex-col gap-3">
        <div>
          <dt className="font-semibold">Who sees it</dt>
          <dd className="text-ink-soft">Only {viewer} and you, only for this order.</dd>
        </div>
        <div>
          <dt className="font-semibold">What is sent</dt>
          <dd className="text-ink-soft">
            Position, accuracy, speed, direction and battery level of this device.
          </dd>
        </div>
        <div>
          <dt className="font-semibold">How long</dt>
          <dd className="text-ink-soft">
            Until you switch it off or the order closes. Nobody sees the way you took after that; it is
            deleted after a few days.
          </dd>
        </div>
        <div>
          <dt className="font-semibold">Keep this page open</dt>
          <dd className="text-ink-soft">
            Browsers give a position only to a page that is seen. When you lock the phone or change to another
            app, sharing shows as paused and goes on when you come back.
          </dd>
        </div>
      </dl>
    </Dialog>
  )
}
