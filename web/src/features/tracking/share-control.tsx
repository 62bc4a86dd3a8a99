import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { clockText } from '../../lib/time.ts'
import { Switch } from '../../ui/switch.tsx'
import { showToast } from '../../ui/toast.tsx'
import { Consent } from './consent.tsx'
import type { Sharing, SharingState } from './sharing.ts'
import { mySharesKey } from './use-resume-sharing.ts'
import { sharingOf, useSharing } from './use-sharing.ts'

const isOn = (state: SharingState) => state !== 'off' && state !== 'denied'

function hintFor(state: SharingState, viewer: string): string {
  const hints: Record<SharingState, string> = {
    off: `Off. ${viewer} sees no position.`,
    starting: 'Starting …',
    sharing: `${viewer} sees where you are. Keep this page open: it pauses when the screen locks.`,
    paused: 'Paused while this page is not seen.',
    elsewhere: 'Another tab of this browser is sharing for this order.',
    denied: 'Your browser refuses the position. Allow it in the settings of this site, then switch on again.',
    unavailable: 'The device finds no position yet. Outdoors it finds it faster.',
  }
  return hints[state]
}

function SendingDetails({ sharing }: { sharing: Sharing }) {
  const refused = Object.entries(sharing.refused)
  return (
    <details className="text-13 text-ink-soft">
      <summary className="flex min-h-11 cursor-pointer items-center">
        {sharing.waiting > 0 ? `${sharing.waiting} points wait for the network` : 'What was sent'}
      </summary>
      <dl className="tabular grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 pb-2">
        <dt>Taken</dt>
        <dd>
          {sharing.taken}
          {sharing.lastTakenAt && `, last at ${clockText(new Date(sharing.lastTakenAt))}`}
        </dd>
        <dt>Waiting</dt>
        <dd>{sharing.waiting}</dd>
        <dt>Refused</dt>
        <dd>
          {refused.length === 0
            ? 'none'
            : refused.map(([reason, count]) => `${count} ${reason.replaceAll('_', ' ')}`).join(', ')}
        </dd>
      </dl>
    </details>
  )
}

/** The partner's switch for one order: asks for consent before the first point, says honestly what happens. */
export function ShareControl({ orderId, viewer }: { orderId: string; viewer: string }) {
  const sharing = useSharing(orderId)
  const [isAsking, setAsking] = useState(false)
  const queryClient = useQueryClient()
  async function stop() {
    try {
      await sharingOf(orderId).stop()
    } catch (error) {
      // this device sends nothing any more, but the server still thinks it might
      showToast(`Stopped on this device. ${sentenceFor(error)}`)
    }
    void queryClient.invalidateQueries({ queryKey: mySharesKey })
  }
  return (
    <section aria-label="Location sharing" className="rounded-card border border-line px-4 py-2">
      <Switch
        label="Share my location"
        hint={sharing.sentence ?? hintFor(sharing.state, viewer)}
        isOn={isOn(sharing.state)}
        onChange={(wanted) => (wanted ? setAsking(true) : void stop())}
      />
      {isOn(sharing.state) && <SendingDetails sharing={sharing} />}
      {isAsking && (
        <Consent
          viewer={viewer}
          onClose={() => setAsking(false)}
          onAgree={() => {
            setAsking(false)
            sharingOf(orderId).start()
          }}
        />
      )}
    </section>
  )
}
