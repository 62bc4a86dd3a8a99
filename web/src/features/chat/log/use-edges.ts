import { useMemo } from 'react'
import type { useMessages } from './use-messages.ts'

/** Both ends of what is loaded, as a list asks for them. */
export function useEdges({
  hasOlder,
  isLoadingOlder,
  olderFailure,
  loadOlder,
  hasNewer,
  isLoadingNewer,
  newerFailure,
  loadNewer,
}: ReturnType<typeof useMessages>) {
  return useMemo(
    () => ({
      older: { hasMore: hasOlder, isLoading: isLoadingOlder, failure: olderFailure, load: loadOlder },
      newer: { hasMore: hasNewer, isLoading: isLoadingNewer, failure: newerFailure, load: loadNewer },
    }),
    [hasOlder, isLoadingOlder, olderFailure, loadOlder, hasNewer, isLoadingNewer, newerFailure, loadNewer],
  )
}
