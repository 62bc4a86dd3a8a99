import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { forgetKept, keepCache } from '../lib/kept-cache.ts'
import { useProfile, useSession } from '../lib/session.tsx'
import { keepPage } from './kept-page.ts'

/**
 * Keeps what is fetched, until its person signs out: then nothing stays. Of staff nothing
 * is kept: their lists are the orders and words of others.
 */
export function KeptPages({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient()
  const { session, isLoading } = useSession()
  const { data: profile } = useProfile()
  const person = session?.user.id
  const role = profile?.role
  useEffect(() => {
    if (person && role && role !== 'staff') return keepCache(queryClient, person, keepPage)
    if (role === 'staff' || (!person && !isLoading)) void forgetKept()
  }, [queryClient, person, role, isLoading])
  return children
}
