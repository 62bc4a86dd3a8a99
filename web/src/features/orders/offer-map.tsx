import { useEffect, useEffectEvent, useRef } from 'react'
import { createBaseMap, loadLeaflet, pinIcon } from '../../ui/base-map.ts'
import '../../ui/map.css'
import type { Order } from './orders.ts'
import { partnerWords } from './words/partner.ts'

/** Both ends of an order at a glance: dark, still, and nothing to press. */
export function OfferMap({ order }: { order: Order }) {
  const words = partnerWords.use()
  const box = useRef<HTMLDivElement>(null)
  const ends = useEffectEvent(() => ({
    pickup: { lat: order.pickup_lat, lng: order.pickup_lng },
    dropoff: { lat: order.dropoff_lat, lng: order.dropoff_lng },
  }))
  useEffect(() => {
    let end: (() => void) | undefined
    let isGone = false
    void loadLeaflet().then((L) => {
      if (isGone || !box.current) return
      const { pickup, dropoff } = ends()
      const map = createBaseMap(L, box.current, pickup)
      end = () => void map.remove()
      for (const one of [map.dragging, map.touchZoom, map.doubleClickZoom, map.scrollWheelZoom]) one.disable()
      map.keyboard.disable()
      L.polyline([pickup, dropoff], { interactive: false, className: 'map-fence' }).addTo(map)
      for (const [kind, at] of [['pickup', pickup] as const, ['dropoff', dropoff] as const]) {
        L.marker(at, { icon: pinIcon(L, kind), interactive: false, keyboard: false }).addTo(map)
      }
      map.fitBounds(L.latLngBounds([pickup, dropoff]), {
        paddingTopLeft: [40, 52],
        paddingBottomRight: [40, 16],
        maxZoom: 16,
        animate: false,
      })
    })
    return () => {
      isGone = true
      end?.()
    }
  }, [])
  return (
    <div
      role="img"
      aria-label={words.map}
      dir="ltr"
      className="map-dark isolate h-40 overflow-hidden rounded-card border border-line"
    >
      <div ref={box} className="size-full" />
    </div>
  )
}
