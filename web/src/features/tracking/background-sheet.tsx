import { sentenceFor } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ConsentTerms } from './consent-terms.tsx'
import { PhoneSetup } from './phone-setup.tsx'
import { lastHeard, useBackground } from './use-background.ts'
import { backgroundWords } from './words/background.ts'

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
  const words = backgroundWords.use()
  const background = useBackground(orderId, { isOpen: true })
  const { token, secret } = background
  const heard = lastHeard(token)
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      actions={
        token ? (
          <>
            <Button look="secondary" isBusy={background.isBusy} onClick={() => void background.end()}>
              {words.lockOut}
            </Button>
            <Button
              look={secret ? 'secondary' : 'primary'}
              isBusy={background.isBusy}
              onClick={() => void background.begin()}
            >
              {words.newCode}
            </Button>
          </>
        ) : (
          <>
            <Button look="secondary" onClick={onClose}>
              {words.notNow}
            </Button>
            <Button
              isBusy={background.isBusy}
              disabled={background.isPending}
              onClick={() => void background.begin()}
            >
              {words.agree}
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
              {words.tryAgain}
            </Button>
          </p>
        )}
        {token && secret ? (
          <PhoneSetup token={secret} label={orderId.slice(0, 4)} />
        ) : token ? (
          <p className="text-ink-soft">{words.hasCode}</p>
        ) : (
          <>
            <p className="text-ink-soft">{words.intro}</p>
            <ConsentTerms viewer={viewer} title={words.always} text={words.alwaysDetail} />
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
