import { BellOff, Laptop, Share, TriangleAlert } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { DeviceFrame } from './device-row.tsx'
import type { PushState } from './use-push.ts'
import { WayBack } from './way-back.tsx'
import { pushWords } from './words/push.ts'

const icon = (Icon: typeof BellOff) => <Icon size={20} aria-hidden />

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
  const words = pushWords.use()
  const { kind } = state
  const frame = { name: words.thisBrowser, isThis: true }
  if (kind === 'checking')
    return <DeviceFrame {...frame} icon={icon(Laptop)} detail={<Skeleton className="mt-1 h-3.5 w-40" />} />
  if (kind === 'blocked') return <DeviceFrame {...frame} icon={icon(BellOff)} detail={<WayBack />} />
  if (kind === 'needs-install') return <DeviceFrame {...frame} icon={icon(Share)} detail={words.install} />
  if (kind === 'unsupported')
    return <DeviceFrame {...frame} icon={icon(BellOff)} detail={words.unsupported} />
  const isFailed = kind === 'failed'
  return (
    <DeviceFrame
      {...frame}
      icon={icon(isFailed ? TriangleAlert : BellOff)}
      detail={isFailed ? <p role="alert">{state.why}</p> : words.getsNone}
    >
      <Button
        look={isFailed ? 'secondary' : 'primary'}
        className="col-span-2 col-start-2 mt-2 justify-self-start sm:col-span-1 sm:col-start-auto sm:mt-0"
        onClick={onTurnOn}
        isBusy={kind === 'working' || kind === 'on'}
        disabled={!isOnline}
      >
        {isFailed ? words.tryAgain : words.turnOn}
      </Button>
    </DeviceFrame>
  )
}
