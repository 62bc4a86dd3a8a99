import { BellOff, Laptop, Share, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { DeviceFrame } from './device-row.tsx'
import type { PushState } from './use-push.ts'

const icon = (Icon: typeof BellOff) => <Icon size={20} aria-hidden />

function waysBack(): ReactNode {
  return (
    <>
      This browser was told not to show notifications. To allow them again:
      <ol className="mt-1 list-decimal space-y-0.5 pl-5">
        <li>Press the sign to the left of the address (in an installed app: its settings in the system).</li>
        <li>Open the permissions of this site and set Notifications to Allow.</li>
        <li>Come back here: this page notices by itself.</li>
      </ol>
    </>
  )
}

/** This browser while it is not pushed to: why, and what to do about it. */
export function ThisDevice({
  state,
  isOnline,
  onTurnOn,
}: {
  state: PushState
  isOnline: boolean
  onTurnOn: () => void
}) {
  const { kind } = state
  const frame = { name: 'This browser', isThis: true }
  if (kind === 'checking')
    return <DeviceFrame {...frame} icon={icon(Laptop)} detail={<Skeleton className="mt-1 h-3.5 w-40" />} />
  if (kind === 'blocked') return <DeviceFrame {...frame} icon={icon(BellOff)} detail={waysBack()} />
  if (kind === 'needs-install')
    return (
      <DeviceFrame
        {...frame}
        icon={icon(Share)}
        detail="iPhone and iPad show notifications only for apps on the Home Screen: press Share, then “Add to Home Screen”, and open Orderline from there."
      />
    )
  if (kind === 'unsupported')
    return <DeviceFrame {...frame} icon={icon(BellOff)} detail="This browser cannot show notifications." />
  const isFailed = kind === 'failed'
  return (
    <DeviceFrame
      {...frame}
      icon={icon(isFailed ? TriangleAlert : BellOff)}
      detail={
        isFailed ? (
          <p role="alert">{state.why}</p>
        ) : (
          'Gets no notifications. Turn them on for news of your orders, also while Orderline is closed.'
        )
      }
    >
      <Button
        look={isFailed ? 'secondary' : 'primary'}
        className="col-span-2 col-start-2 mt-2 justify-self-start sm:col-span-1 sm:col-start-auto sm:mt-0"
        onClick={onTurnOn}
        isBusy={kind === 'working' || kind === 'on'}
        disabled={!isOnline}
      >
        {isFailed ? 'Try again' : 'Turn on'}
      </Button>
    </DeviceFrame>
  )
}
