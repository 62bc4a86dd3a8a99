import { Navigation } from 'lucide-react'
import { Link, useLocation } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { paths } from '../../lib/paths.ts'
import { showToast } from '../../ui/toast.tsx'
import { useResumeSharing } from './use-resume-sharing.ts'
import { sharingOf, useSharing } from './use-sharing.ts'

function OrderBanner({ orderId }: { orderId: string }) {
  const { state } = useSharing(orderId)
  if (state !== 'sharing' && state !== 'paused' && state !== 'held' && state !== 'unavailable') return null
  return (
    <div className="flex min-h-11 items-center gap-2 bg-live-soft pl-4 text-13 font-medium">
      <Navigation size={16} aria-hidden className="shrink-0 text-live" />
      <Link
        to={paths.order(orderId)}
        className="flex min-h-11 flex-1 items-center underline-offset-4 hover:underline"
      >
        {state === 'paused' || state === 'held'
          ? 'Sharing your location is paused'
          : 'You are sharing your location'}
      </Link>
      <button
        type="button"
        className="min-h-11 px-4 font-semibold text-accent underline-offset-4 hover:underline"
        onClick={() =>
          void sharingOf(orderId)
            .stop()
            .catch((error: unknown) => showToast(`Stopped on this device. ${sentenceFor(error)}`))
        }
      >
        Stop
      </button>
    </div>
  )
}

/** Keeps sharing going over pages and reloads, and says so wherever the partner is, with a way to stop. */
export function SharingBanner({ personId }: { personId: string }) {
  const orderIds = useResumeSharing(personId)
  const { pathname } = useLocation()
  return orderIds
    .filter((id) => !pathname.startsWith(paths.order(id)))
    .map((id) => <OrderBanner key={id} orderId={id} />)
}
