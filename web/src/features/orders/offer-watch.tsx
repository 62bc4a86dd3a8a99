import { useCallback, useEffect, useRef } from 'react'
import { useMatch, useNavigate } from 'react-router'
import { distanceText } from '../../lib/format.ts'
import { paths } from '../../lib/paths.ts'
import { showToast } from '../../ui/toast.tsx'
import { OfferCard } from './offer-card.tsx'
import { ringOnce } from './offer-sound.ts'
import { useOffers } from './use-offers.ts'
import { wayM } from './use-way.ts'
import { partnerWords } from './words/partner.ts'

/**
 * Puts each new order before a partner: over the list while they wait for one, as one line where they are busy with something
 * else. Once, in the shell, for partners.
 */
export function OfferWatch({ personId }: { personId: string }) {
  const { waiting, isReady, isOpen, isBusy, answer } = useOffers(personId)
  const isWaiting = useMatch(paths.orders) !== null && !isBusy
  const navigate = useNavigate()
  const words = partnerWords.use()
  const [offer] = waiting
  const offerId = offer?.order.id
  const told = useRef(new Set<string>())
  useEffect(() => {
    if (isWaiting) return
    for (const { order } of waiting) {
      if (told.current.has(order.id)) continue
      told.current.add(order.id)
      ringOnce()
      showToast(words.arrived(distanceText(wayM(order))), {
        label: words.look,
        onPress: () => navigate(isBusy ? paths.order(order.id) : paths.orders),
      })
    }
  }, [waiting, isWaiting, isBusy, words, navigate])
  const close = useCallback(() => offerId && answer(offerId), [offerId, answer])
  if (!isWaiting) return null
  if (!offer)
    return (
      <p role="status" className="sr-only">
        {isReady && words.listening}
      </p>
    )
  return (
    <OfferCard
      key={offer.order.id}
      offer={offer}
      isOpen={isOpen(offer.order.id)}
      more={waiting.length - 1}
      onAccepted={() => {
        answer(offer.order.id)
        navigate(paths.order(offer.order.id))
      }}
      onClose={close}
    />
  )
}
