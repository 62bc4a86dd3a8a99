import { Navigation } from 'lucide-react'
import { Link, useLocation } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { paths } from '../../lib/paths.ts'
import { showToast } from '../../ui/toast.tsx'
import type { SharingState } from './sharing-state.ts'
import { useResumeSharing } from './use-resume-sharing.ts'
import { sharingOf, useSharing } from './use-sharing.ts'
import { sharingWords, type Words } from './words/sharing.ts'

/** What the banner says; nothing while nothing is sent. */
function saidOf(state: SharingState, words: Words): string | null {
  if (state === 'sharing' || state === 'elsewhere') return words.bannerSharing
  if (state === 'paused' || state === 'held') return words.bannerPaused
  return state === 'unavailable' ? words.bannerUnavailable : null
}

function OrderBanner({ orderId, isHere }: { orderId: string; isHere: boolean }) {
  const words = sharingWords.use()
  const said = saidOf(useSharing(orderId).state, words)
  if (!said) return null
  return (
    <div className="flex min-h-11 items-center gap-2 bg-live-soft ps-4 text-13 font-medium">
      <Navigation size={16} aria-hidden className="shrink-0 text-live" />
      {isHere ? (
        <p className="flex-1">{said}</p>
      ) : (
        <Link
          to={paths.order(orderId)}
          className="flex min-h-11 flex-1 items-center underline-offset-4 hover:underline"
        >
          {said}
        </Link>
      )}
      <button
        type="button"
        className="min-h-11 px-4 font-semibold text-accent underline-offset-4 hover:underline"
        onClick={() =>
          void sharingOf(orderId)
            .stop()
            .catch((error: unknown) => showToast(words.stoppedHere(sentenceFor(error))))
        }
      >
        {words.stop}
      </button>
    </div>
  )
}

/** Keeps sharing going over pages and reloads, and says so on every page the partner is on, with a way to stop beside it. */
export function SharingBanner({ personId }: { personId: string }) {
  const orderIds = useResumeSharing(personId)
  const { pathname } = useLocation()
  const words = sharingWords.use()
  if (orderIds.length === 0) return null
  return (
    <section aria-label={words.banner}>
      {orderIds.map((id) => (
        <OrderBanner key={id} orderId={id} isHere={pathname.startsWith(paths.order(id))} />
      ))}
    </section>
  )
}
