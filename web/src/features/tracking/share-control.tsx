import { useQueryClient } from '@tanstack/react-query'
import { Pause, Play, Smartphone } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Switch } from '../../ui/switch.tsx'
import { showToast } from '../../ui/toast.tsx'
import { Consent } from './consent.tsx'
import { DeniedHelp } from './denied-help.tsx'
import { SendingDetails } from './sending-details.tsx'
import { isOn } from './sharing-state.ts'
import { lastHeard, useBackground } from './use-background.ts'
import { mySharesKey } from './use-resume-sharing.ts'
import { sharingOf, useSharing } from './use-sharing.ts'
import { backgroundWords } from './words/background.ts'
import { sharingWords } from './words/sharing.ts'

// with the maker of QR codes, which only those who set a phone up need
const BackgroundSheet = lazy(() =>
  import('./background-sheet.tsx').then((module) => ({ default: module.BackgroundSheet })),
)

/** The partner's switch for one order: asks for consent before the first point, says honestly what happens. */
export function ShareControl({ orderId, viewer }: { orderId: string; viewer: string }) {
  const words = sharingWords.use()
  backgroundWords.use()
  const sharing = useSharing(orderId)
  const background = useBackground(orderId)
  const [asking, setAsking] = useState<'consent' | 'background' | null>(null)
  const queryClient = useQueryClient()
  async function tell(said: (why: string) => string, call: Promise<void>) {
    try {
      await call
    } catch (error) {
      // this device sends nothing any more, but the server still thinks it might
      showToast(said(sentenceFor(error)))
    }
    void queryClient.invalidateQueries({ queryKey: mySharesKey })
  }
  const close = () => setAsking(null)
  const heard = lastHeard(background.token)
  const isSending = sharing.state === 'sharing' || sharing.state === 'unavailable'
  return (
    <section
      aria-label={words.label}
      className={classNames(
        'flex flex-col gap-2 rounded-card border px-4 py-2',
        // the moment of value: the order is under way and nobody can follow it yet
        sharing.state === 'off' ? 'border-accent bg-accent-soft' : 'border-line',
      )}
    >
      <Switch
        label={words.share}
        hint={sharing.sentence ?? words.hints[sharing.state](viewer)}
        isOn={isOn(sharing.state)}
        onChange={(wanted) =>
          wanted ? setAsking('consent') : void tell(words.stoppedHere, sharingOf(orderId).stop())
        }
      />
      {sharing.state === 'denied' && <DeniedHelp />}
      <div className="flex flex-wrap gap-2">
        {sharing.state === 'held' && (
          <Button
            look="secondary"
            icon={<Play size={20} aria-hidden className="rtl:-scale-x-100" />}
            onClick={() => sharingOf(orderId).start()}
          >
            {words.goOn}
          </Button>
        )}
        {isSending && (
          <Button
            look="secondary"
            icon={<Pause size={20} aria-hidden />}
            onClick={() => void tell(words.pausedHere, sharingOf(orderId).pause())}
          >
            {words.pause}
          </Button>
        )}
        <Button
          look="quiet"
          className="-ms-4"
          icon={<Smartphone size={20} aria-hidden />}
          onClick={() => setAsking('background')}
        >
          {background.token ? words.background : words.screenOff}
        </Button>
      </div>
      {heard && <p className="text-13 text-ink-soft">{heard}</p>}
      {isOn(sharing.state) && <SendingDetails sharing={sharing} />}
      {asking === 'consent' && (
        <Consent
          viewer={viewer}
          onClose={close}
          onAgree={() => {
            close()
            sharingOf(orderId).start()
          }}
        />
      )}
      {asking === 'background' && (
        <Suspense fallback={null}>
          <BackgroundSheet orderId={orderId} viewer={viewer} onClose={close} />
        </Suspense>
      )}
    </section>
  )
}
