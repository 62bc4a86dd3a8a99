import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import * as v from 'valibot'
import { subscribe } from '../../lib/realtime.ts'
import type { PersonRole } from '../../lib/rows.ts'
import { type Order, orderKey, ordersKey } from './orders.ts'

const updated = v.object({ id: v.string(), updated_at: v.string() })
// a local stack may speak a little before its own read sees the row
const secondLookMs = 300

/** Keeps every list and order on the page true: fetches again what an event names, and everything after each (re)join. */
export function useOrdersLive(personId: string, role: PersonRole | undefined) {
  const queryClient = useQueryClient()
  useEffect(() => {
    if (!role) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const refetch = () => queryClient.invalidateQueries({ queryKey: ordersKey })
    async function onUpdated(payload: unknown) {
      const event = v.safeParse(updated, payload)
      await refetch()
      if (!event.success) return
      const shown = queryClient.getQueryData<Order>(orderKey(event.output.id))
      if (shown && shown.updated_at < event.output.updated_at) {
        clearTimeout(timer)
        timer = setTimeout(refetch, secondLookMs)
      }
    }
    const options = { private: true, onReady: () => void refetch() }
    const ends = [subscribe(`user:${personId}`, { order_updated: onUpdated }, options)]
    if (role === 'partner') {
      ends.push(subscribe('partners', { order_available: refetch, order_taken: refetch }, options))
    }
    if (role === 'staff') ends.push(subscribe('staff', { order_updated: onUpdated }, options))
    return () => {
      clearTimeout(timer)
      for (const end of ends) end()
    }
  }, [personId, role, queryClient])
}
