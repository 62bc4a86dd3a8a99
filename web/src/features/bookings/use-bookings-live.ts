import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { subscribe } from '../../lib/realtime.ts'
import { useMyId, useProfile } from '../../lib/session.tsx'
import { bookingsKey } from './bookings-query.ts'

/** A series moves many at once; the lists are asked at most this often. */
const restMs = 300

/** Keeps bookings on the page true, and with a service the free times of it. */
export function useBookingsLive(service_key?: string): void {
  const queryClient = useQueryClient()
  const me = useMyId()
  const role = useProfile().data?.role
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const refetch = () => {
      timer = undefined
      void queryClient.invalidateQueries({ queryKey: bookingsKey })
    }
    const soon = () => {
      timer ??= setTimeout(refetch, restMs)
    }
    const options = { private: true, onReady: soon }
    const ends = [subscribe(`user:${me}`, { booking_updated: soon }, options)]
    if (role === 'staff') ends.push(subscribe('staff', { booking_updated: soon }, options))
    if (service_key)
      ends.push(subscribe(`availability:${service_key}`, { availability_changed: soon }, options))
    return () => {
      clearTimeout(timer)
      for (const end of ends) end()
    }
  }, [me, role, service_key, queryClient])
}
