import { BellOff, BellRing, Share, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { usePush } from './use-push.ts'

function Card({
  icon,
  title,
  children,
  action,
}: {
  icon: ReactNode
  title: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex items-start gap-3 rounded-card border border-line bg-surface p-4">
      <span className="mt-0.5 shrink-0 text-accent">{icon}</span>
      <div className="min-w-0 flex-1">
        <p className="text-15 font-semibold">{title}</p>
        <p className="text-13 text-ink-soft">{children}</p>
        {action && <div className="mt-3">{action}</div>}
      </div>
    </div>
  )
}

/** Offers push at a moment it is worth something; says what stands in the way; gone once it is on or impossible. */
export function PushCard() {
  const { state, turnOn } = usePush()
  const { kind } = state
  if (kind === 'blocked')
    return (
      <Card icon={<BellOff size={20} aria-hidden />} title="Notifications are blocked">
        This browser was told not to show them. To change that, press the sign beside the address, open the
        settings for this site and allow notifications.
      </Card>
    )
  if (kind === 'needs-install')
    return (
      <Card icon={<Share size={20} aria-hidden />} title="Be told on this phone">
        Press Share, then “Add to Home Screen”, and open Orderline from there: iPhone and iPad show
        notifications only for apps on the Home Screen.
      </Card>
    )
  if (kind === 'failed')
    return (
      <Card
        icon={<TriangleAlert size={20} aria-hidden />}
        title="Notifications are not set up yet"
        action={
          <Button look="secondary" onClick={turnOn}>
            Try again
          </Button>
        }
      >
        {state.why}
      </Card>
    )
  if (kind !== 'off' && kind !== 'working') return null
  return (
    <Card
      icon={<BellRing size={20} aria-hidden />}
      title="Tell me when something changes"
      action={
        <Button look="secondary" onClick={turnOn} isBusy={kind === 'working'}>
          Turn on notifications
        </Button>
      }
    >
      News of your orders on this device, also while Orderline is closed.
    </Card>
  )
}
