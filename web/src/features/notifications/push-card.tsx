import { BellOff, BellRing, Share, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { useDeclined } from './use-declined.ts'
import { usePush } from './use-push.ts'
import { WayBack } from './way-back.tsx'
import { pushWords } from './words/push.ts'

function Card({
  icon,
  title,
  children,
  actions,
}: {
  icon: ReactNode
  title: string
  children: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className="flex items-start gap-3 rounded-card border border-line bg-surface p-4">
      <span className="mt-0.5 shrink-0 text-accent">{icon}</span>
      <div className="min-w-0 flex-1">
        <p className="text-15 font-semibold">{title}</p>
        <div className="text-13 text-pretty text-ink-soft">{children}</div>
        {actions && <div className="mt-3 flex flex-wrap gap-2 empty:hidden">{actions}</div>}
      </div>
    </div>
  )
}

/**
 * Offers push at a moment it is worth something; says what stands in the way; gone once it is on or impossible. The browser's own
 * question comes only after a press here, so that a "no" out of surprise does not shut the door. `mayDecline`: "Not now" is an answer for a month.
 */
export function PushCard({ mayDecline = false }: { mayDecline?: boolean }) {
  const words = pushWords.use()
  const { state, turnOn } = usePush()
  const [isDeclined, decline] = useDeclined()
  const { kind } = state
  if (mayDecline && isDeclined) return null
  const notNow = mayDecline && (
    <Button look="quiet" onClick={decline}>
      {words.notNow}
    </Button>
  )
  if (kind === 'blocked')
    return (
      <Card icon={<BellOff size={20} aria-hidden />} title={words.blockedTitle} actions={notNow}>
        <WayBack />
      </Card>
    )
  if (kind === 'needs-install')
    return (
      <Card icon={<Share size={20} aria-hidden />} title={words.installTitle} actions={notNow}>
        {words.install}
      </Card>
    )
  if (kind === 'failed')
    return (
      <Card
        icon={<TriangleAlert size={20} aria-hidden />}
        title={words.notSetUp}
        actions={
          <Button look="secondary" onClick={() => void turnOn()}>
            {words.tryAgain}
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
      title={words.offerTitle}
      actions={
        <>
          <Button look="secondary" onClick={() => void turnOn()} isBusy={kind === 'working'}>
            {words.turnOnPush}
          </Button>
          {notNow}
        </>
      }
    >
      {words.offer}
    </Card>
  )
}
