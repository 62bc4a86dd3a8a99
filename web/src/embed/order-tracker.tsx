import { lazy } from 'react'
import { WhenSignedIn } from './signed-in.tsx'

// each part is fetched when it is first shown
const Tracking = lazy(() => import('./tracking.tsx').then((module) => ({ default: module.Tracking })))

/** Where an order is, on a map, when it comes and how far it has got. Fills its box, which must have a height. */
export function OrderTracker({ orderId }: { orderId: string }) {
  return (
    <WhenSignedIn>
      <Tracking orderId={orderId} />
    </WhenSignedIn>
  )
}
