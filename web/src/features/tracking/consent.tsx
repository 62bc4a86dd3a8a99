import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ConsentTerms } from './consent-terms.tsx'

/** What a partner agrees to, in full, before anything is sent. */
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
      <ConsentTerms
        viewer={viewer}
        title="Keep this page open"
        text="Browsers give a position only to a page that is seen. When you lock the phone or change to another app, sharing shows as paused and goes on when you come back."
      />
    </Dialog>
  )
}
