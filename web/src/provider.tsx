import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { makeQueryClient } from './lib/query-client.ts'
import { SessionProvider } from './lib/session.tsx'

/** What every hook and part of Orderline stands on: a query cache and who is signed in. */
export function OrderlineProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient)
  return (
    <QueryClientProvider client={queryClient}>
      <SessionProvider>{children}</SessionProvider>
    </QueryClientProvider>
  )
}
