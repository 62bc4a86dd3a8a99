import { sentenceFor } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ConsentTerms } from './consent-terms.tsx'
import { PhoneSetup } from './phone-setup.tsx'
import { lastHeard, useBackground } from './use-background.ts'

/** Sets up an app that sends while the screen is off: consent, the code to scan, what to do on the phone, another code, the end. */
export function BackgroundSheet({
  orderId,
  viewer,
  onClose,
}: {
  orderId: string
  viewer: string
  onClose: () => void
}) {
  const background = useBackground(orderId, { isOpen: true })
  const { token, secret } = background
  const heard = lastHeard(token)
  return (
    <Dialog
      title="Share with the screen off"
      onClose={onClose}
      actions={
        token ? (
          <>
            <Button look="secondary" isBusy={background.isBusy} onClick={() => void background.end()}>
              Lock the app out
            </Button>
            <Button
              look={secret ? 'secondary' : 'primary'}
              isBusy={background.isBusy}
              onClick={() => void background.begin()}
            >
              Make a new code
            </Button>
          </>
        ) : (
          <>
            <Button look="secondary" onClick={onClose}>
              Not now
            </Button>
            <Button
              isBusy={background.isBusy}
              disabled={background.isPending}
              onClick={() => void background.begin()}
            >
              Agree and make a code
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {background.sentence && (
          <p role="alert" className="text-13 text-bad">
            {background.sentence}
          </p>
        )}
        {background.error && (
          <p role="alert" className="flex items-center gap-2 text-13 text-bad">
            {sentenceFor(background.error)}
            <Button look="quiet" onClick={() => void background.refetch()}>
              Try again
            </Button>
          </p>
        )}
        {token && secret ? (
          <PhoneSetup token={secret} label={orderId.slice(0, 4)} />
        ) : token ? (
          <p className="text-ink-soft">
            An app has a code for this order. The code was shown once and cannot be shown again; make a new
            one for another phone, and the one before is good for nothing.
          </p>
        ) : (
          <>
            <p className="text-ink-soft">
              A free app on your phone, OwnTracks, sends your position also while the phone is locked or you
              use another app.
            </p>
            <ConsentTerms
              viewer={viewer}
              title="Also when you do not look"
              text="The app sends until this order closes, you stop sharing, or you lock it out here. The code it gets is good for this order only. It uses more battery than the page."
            />
          </>
        )}
        {heard && (
          <p role="status" className="rounded-control bg-sunken px-3 py-2.5 text-13">
            {heard}
          </p>
        )}
      </div>
    </Dialog>
  )
}
