import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, use, useEffect } from 'react'
import { forgetKept, keepCache } from '../lib/kept-cache.ts'
import { useSession } from '../lib/session.tsx'
import { keepPage } from './kept-page.ts'

/** Waits for what the device has kept, then keeps what is fetched, until its person signs out: then nothing stays. */
export function KeptPages({ restored, children }: { restored: Promise<void> | null; children: ReactNode }) {
  if (restored) use(restored)
  const queryClient = useQueryClient()
  const { session, isLoading } = useSession()
  const person = session?.user.id
  useEffect(() => {
    if (person) return keepCache(queryClient, person, keepPage)
    if (!isLoading) void forgetKept()
  }, [queryClient, person, isLoading])
  return children
}
