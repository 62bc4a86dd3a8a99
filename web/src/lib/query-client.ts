import { onlineManager, QueryClient } from '@tanstack/react-query'
import { Failure } from './failure.ts'

/** Refusals (4xx) are answers, not accidents: only what may heal is tried again. */
function mayHeal(failures: number, error: Error): boolean {
  return failures < 3 && !(error instanceof Failure && error.status >= 400 && error.status < 500)
}

/** Offline, queries pause and keep showing what they have; back online they go on by themselves. */
export function makeQueryClient(): QueryClient {
  // it believes to be online until an event says otherwise, which a page opened offline never gets
  onlineManager.setOnline(navigator.onLine)
  const client = new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'online', retry: mayHeal, staleTime: 15_000, gcTime: 30 * 60_000 },
      // a press must answer: a mutation tries at once, and says so when the network is away
      mutations: { networkMode: 'always', retry: false },
    },
  })
  // a log has parts that only it can compare; looking through thousands of messages for nothing would hold up the page
  client.setQueryDefaults(['room-log'], { structuralSharing: false })
  return client
}
