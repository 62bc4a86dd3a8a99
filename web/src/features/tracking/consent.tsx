import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ConsentTerms } from './consent-terms.tsx'
import { sharingWords } from './words/sharing.ts'

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
  const words = sharingWords.use()
  return (
    <Dialog
      title={words.consentTitle}
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {words.notNow}
          </Button>
          <Button onClick={onAgree}>{words.agree}</Button>
        </>
      }
    >
      <ConsentTerms viewer={viewer} title={words.keepOpen} text={words.keepOpenDetail} />
    </Dialog>
  )
}
