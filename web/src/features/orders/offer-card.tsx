import { Volume2, VolumeX } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { distanceText } from '../../lib/format.ts'
import { moneyText } from '../../lib/money.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { CountdownRing } from '../../ui/countdown-ring.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { KindIcon } from './kind-icon.tsx'
import { OfferMap } from './offer-map.tsx'
import { OfferRoute } from './offer-route.tsx'
import { keepRinging, useOfferSound } from './offer-sound.ts'
import { msLeft, type Offer, offerMs } from './offers.ts'
import { useAcceptOrder } from './order-actions.ts'
import { useWayToPickup, wayM } from './use-way.ts'
import { ordersWords } from './words/orders.ts'
import { partnerWords } from './words/partner.ts'

/** It was taken or cancelled while the partner looked at it: said, not just gone. */
function OfferGone({ onClose }: { onClose: () => void }) {
  const words = partnerWords.use()
  return (
    <Dialog
      title={words.gone}
      onClose={onClose}
      actions={
        <Button size="large" onClick={onClose}>
          {words.toTheList}
        </Button>
      }
    >
      <p role="status" className="text-ink-soft">
        {words.goneDetail}
      </p>
    </Dialog>
  )
}

/**
 * A new order in front of everything: what, how far, from where to where, and how long there is to answer. It closes by itself
 * when the time has run out, and the order goes on waiting in the list.
 */
export function OfferCard({
  offer,
  isOpen,
  more,
  onAccepted,
  onClose,
}: {
  offer: Offer
  isOpen: boolean
  /** How many others wait behind this one. */
  more: number
  onAccepted: () => void
  onClose: () => void
}) {
  const words = partnerWords.use()
  const { kind: kinds } = ordersWords.use()
  const accept = useAcceptOrder()
  const sound = useOfferSound()
  const summary = useRef<HTMLElement>(null)
  const { order } = offer
  const leftMs = msLeft(offer, useNow(1_000).getTime())
  const toPickupM = useWayToPickup(order)
  const isGone = !isOpen && !accept.isPending && !accept.isSuccess
  const isOver = leftMs === 0 && !accept.isPending && !isGone

  useEffect(() => summary.current?.focus(), [])
  const rings = isOpen && sound.isOn && accept.isIdle && !isOver
  useEffect(() => (rings ? keepRinging() : undefined), [rings])
  useEffect(() => {
    if (isOver) onClose()
  }, [isOver, onClose])

  if (isOver) return null
  if (isGone) return <OfferGone onClose={onClose} />
  const doorToDoor = words.doorToDoor(distanceText(wayM(order)))
  return (
    <Dialog
      title={words.newOrder}
      kind="full"
      onClose={onClose}
      actions={
        <>
          <Button size="large" look="secondary" className="sm:flex-1" onClick={onClose}>
            {words.notNow}
          </Button>
          <Button
            size="large"
            className="sm:flex-2"
            isBusy={accept.isPending}
            onClick={() => accept.mutate(order.id, { onSuccess: onAccepted })}
          >
            {words.accept}
          </Button>
        </>
      }
    >
      <section
        ref={summary}
        tabIndex={-1}
        aria-label={`${kinds[order.kind]} ${order.number}`}
        className="flex flex-col gap-4 focus-visible:outline-none"
      >
        <div className="relative">
          <OfferMap order={order} />
          <div className="absolute end-2 top-2">
            <IconButton
              label={sound.isOn ? words.muteSound : words.playSound}
              className="border border-line bg-raised shadow-float"
              onClick={() => sound.setOn(!sound.isOn)}
            >
              {sound.isOn ? <Volume2 size={20} aria-hidden /> : <VolumeX size={20} aria-hidden />}
            </IconButton>
          </div>
        </div>
        <div className="flex items-center gap-5">
          <div role="timer" aria-label={words.secondsLeft(Math.ceil(leftMs / 1_000))}>
            <CountdownRing
              leftMs={leftMs}
              ofMs={offerMs}
              words={words.secondsShort(Math.ceil(leftMs / 1_000))}
            />
          </div>
          <div className="flex min-w-0 flex-1 flex-col gap-1">
            <p className="flex flex-wrap items-center gap-x-2 text-20 font-semibold">
              <KindIcon kind={order.kind} isBare />
              {kinds[order.kind]}
              <bdi className="tabular text-15 font-normal text-ink-soft">{order.number}</bdi>
            </p>
            {order.total_minor !== null && order.currency !== null && (
              <p className="tabular text-17 font-semibold">{moneyText(order.total_minor, order.currency)}</p>
            )}
            {toPickupM !== null && <p className="font-medium">{words.toPickup(distanceText(toPickupM))}</p>}
            <p className={toPickupM === null ? 'font-medium' : 'text-ink-soft'}>{doorToDoor}</p>
          </div>
        </div>
        <OfferRoute order={order} />
        {order.note && (
          <p dir="auto" className="rounded-control bg-sunken px-3 py-2 text-15 wrap-anywhere">
            {order.note}
          </p>
        )}
        {accept.isError && (
          <p role="alert" className="text-bad">
            {sentenceFor(accept.error)}
          </p>
        )}
        <p className="text-13 text-ink-soft">
          {more > 0 && <span className="block font-medium text-ink">{words.moreWaiting(more)}</span>}
          {words.staysInList}
        </p>
      </section>
    </Dialog>
  )
}
