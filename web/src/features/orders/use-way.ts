import { useEffect, useState } from 'react'
import { distanceM, type Point } from '../../lib/geo.ts'
import type { Order } from './orders.ts'

const pickupOf = (order: Order): Point => ({ lat: order.pickup_lat, lng: order.pickup_lng })

/** Metres from one door of an order to the other, as the crow flies. */
export const wayM = (order: Order): number =>
  distanceM(pickupOf(order), { lat: order.dropoff_lat, lng: order.dropoff_lng })

/** Metres from this device to the pickup; null unless the browser may tell without asking. Never leaves the device. */
export function useWayToPickup(order: Order): number | null {
  const [here, setHere] = useState<Point | null>(null)
  useEffect(() => {
    let isGone = false
    void navigator.permissions?.query({ name: 'geolocation' }).then(
      ({ state }) => {
        if (state !== 'granted' || isGone) return
        navigator.geolocation.getCurrentPosition(
          ({ coords }) => isGone || setHere({ lat: coords.latitude, lng: coords.longitude }),
          () => undefined,
          // a minute old is good enough for a glance, and costs no satellites
          { maximumAge: 60_000, timeout: 10_000, enableHighAccuracy: false },
        )
      },
      () => undefined,
    )
    return () => {
      isGone = true
    }
  }, [])
  return here && distanceM(here, pickupOf(order))
}
