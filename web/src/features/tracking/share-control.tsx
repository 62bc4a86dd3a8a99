import { useQueryClient } from '@tanstack/react-query'
import { Pause, Play, Smartphone } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { showToast } from '../../ui/toast.tsx'
import { Consent } from './consent.tsx'
import { SendingDetails } from './sending-details.tsx'
import { isOn, type SharingState } from './sharing-state.ts'
import { lastHeard, useBackground } from './use-background.ts'
import { mySharesKey } from './use-resume-sharing.ts'
import { sharingOf, useSharing } from './use-sharing.ts'

// with the maker of QR codes, which only those who set a phone up need
const BackgroundSheet = lazy(() =>
  import('./background-sheet.tsx').then((module) => ({ default: module.BackgroundSheet })),
)

function hintFor(state: SharingState, viewer: string): string {
  const hints: Record<SharingState, string> = {
    off: `Off. ${viewer} sees no position.`,
    starting: 'Starting …',
    sharing: `${viewer} sees where you are. Keep this page open: it pauses when the screen locks.`,
    paused: 'Paused while this page is not seen.',
    held: `You paused it. ${viewer} sees “paused” and where you were last.`,
    elsewhere: 'Another tab of this browser is sharing for this order.',
    denied:
      'Your browser refuses the position. Allow “Location” for this site: the icon left of the address, or Settings › Apps › your browser › Permissions. It then goes on by itself.',
    unavailable: 'The device finds no position yet. Switch its location on; outdoors it finds it faster.',
  }
  return hints[state]
}

/** The partner's switch for one order: asks for consent before the first point, says honestly what happens. */
export function ShareControl({ orderId, viewer }: { orderId: string; viewer: string }) {
  const sharing = useSharing(orderId)
  const background = useBackground(orderId)
  const [asking, setAsking] = useState<'consent' | 'background' | null>(null)
  const queryClient = useQueryClient()
  async function tell(done: string, call: Promise<void>) {
    try {
      await call
    } catch (error) {
      // this device sends nothing any more, but the server still thinks it might
      showToast(`${done} on this device. ${sentenceFor(error)}`)
    }
    void queryClient.invalidateQueries({ queryKey: mySharesKey })
  }
  const close = () => setAsking(null)
  const heard = lastHeard(background.token)
  return (
    <section aria-label="Location sharing" className="rounded-card border border-line px-4 py-2">
      <Switch
        label="Share my location"
        hint={sharing.sentence ?? hintFor(sharing.state, viewer)}
        isOn={isOn(sharing.state)}
        onChange={(wanted) =>
          wanted ? setAsking('consent') : void tell('Stopped', sharingOf(orderId).stop())
        }
      />
      <div className="flex flex-wrap gap-2 py-2">
        {sharing.state === 'held' && (
          <Button
            look="secondary"
            icon={<Play size={20} aria-hidden />}
            onClick={() => sharingOf(orderId).start()}
          >
            Go on sharing
          </Button>
        )}
        {(sharing.state === 'sharing' || sharing.state === 'unavailable') && (
          <Button
            look="secondary"
            icon={<Pause size={20} aria-hidden />}
            onClick={() => void tell('Paused', sharingOf(orderId).pause())}
          >
            Pause
          </Button>
        )}
        <Button
          look="quiet"
          icon={<Smartphone size={20} aria-hidden />}
          onClick={() => setAsking('background')}
        >
          {background.token ? 'App in the background' : 'Share with the screen off'}
        </Button>
      </div>
      {heard && <p className="pb-2 text-13 text-ink-soft">{heard}</p>}
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
