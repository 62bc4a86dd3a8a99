import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { type HostLinks, HostWay } from './embed/host-way.tsx'
import { SignedInLive } from './embed/signed-in.tsx'
import { tellDrawn } from './lib/painted.ts'
import { makeQueryClient } from './lib/query-client.ts'
import { SessionProvider } from './lib/session.tsx'
import { ToastRegion } from './ui/toast.tsx'

/**
 * What every part and hook of Orderline stands on; once, around all of them. Sign in with the exported `supabase`: the parts appear
 * by themselves, and are live until the sign-out. `hasPush`: the host serves Orderline's service worker at /sw.js.
 */
export function OrderlineProvider({
  hasPush = false,
  children,
  ...links
}: HostLinks & { hasPush?: boolean; children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient)
  useEffect(tellDrawn, [])
  return (
    <QueryClientProvider client={queryClient}>
      <SessionProvider>
        <HostWay {...links}>
          {children}
          <SignedInLive hasPush={hasPush} />
        </HostWay>
        <ToastRegion />
      </SessionProvider>
    </QueryClientProvider>
  )
}
