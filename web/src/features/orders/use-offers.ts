import { useCallback, useEffect, useState } from 'react'
import * as v from 'valibot'
import { subscribe } from '../../lib/realtime.ts'
import { noOffers, withHeard, withList, without } from './offers.ts'
import { type Order, useOpenOrders } from './orders.ts'

const placed = v.object({ id: v.string() })
const nobodyHasIt = (order: Order) => order.status === 'placed' && order.partner_id === null

/** The orders that came while the partner was there and were not answered yet, and whether each is still to be had. */
export function useOffers(personId: string) {
  const { data: orders } = useOpenOrders()
  const [offers, setOffers] = useState(noOffers)
  useEffect(() => {
    const onPlaced = (payload: unknown) => {
      const said = v.safeParse(placed, payload)
      if (said.success) setOffers((last) => withHeard(last, said.output.id, Date.now()))
    }
    return subscribe('partners', { order_available: onPlaced }, { private: true })
  }, [])
  useEffect(() => {
    const isOpen = (order: Order) => nobodyHasIt(order) && order.customer_id !== personId
    if (orders) setOffers((last) => withList(last, orders, isOpen, Date.now()))
  }, [orders, personId])
  const answer = useCallback((orderId: string) => setOffers((last) => without(last, orderId)), [])
  return {
    waiting: offers.waiting,
    /** Whether what comes from now on will be offered. */
    isReady: offers.known !== null,
    isOpen: (orderId: string) => orders?.some((order) => order.id === orderId && nobodyHasIt(order)) ?? true,
    isBusy: orders?.some((order) => order.partner_id === personId) ?? false,
    /** The partner has said yes, no, or nothing for long enough. */
    answer,
  }
}
