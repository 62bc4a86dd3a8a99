import { Share, Smartphone, SquarePlus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { install, later, useInstallOffer } from './install-offer.ts'
import { installWords } from './words.ts'

function Step({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-center gap-2">
      <span className="shrink-0 text-accent">{icon}</span>
      {children}
    </li>
  )
}

/** By the share menu: iPhones and iPads let no page do it. */
export function IosSteps() {
  const words = installWords.use()
  return (
    <ol className="mt-2 flex flex-col gap-1.5 text-13">
      <Step icon={<Share size={16} aria-hidden />}>{words.iosShare}</Step>
      <Step icon={<SquarePlus size={16} aria-hidden />}>{words.iosAdd}</Step>
    </ol>
  )
}

/** Offers the home screen to somebody who has an order; below the list, so that nothing moves when it comes. */
export function InstallCard() {
  const words = installWords.use()
  const way = useInstallOffer()
  if (!way) return null
  return (
    <aside
      aria-label={words.title}
      className="flex items-start gap-3 border-t border-line bg-raised px-4 pt-3 pb-[max(12px,env(safe-area-inset-bottom))]"
    >
      <Smartphone size={20} aria-hidden className="mt-0.5 shrink-0 text-accent" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{way === 'ios' ? words.iosTitle : words.title}</p>
        <p className="text-13 text-pretty text-ink-soft">{way === 'ios' ? words.iosDetail : words.detail}</p>
        {way === 'ios' ? (
          <IosSteps />
        ) : (
          <Button look="secondary" className="mt-2" onClick={() => void install()}>
            {words.install}
          </Button>
        )}
      </div>
      <IconButton label={words.later} onClick={later}>
        <X size={20} aria-hidden />
      </IconButton>
    </aside>
  )
}
