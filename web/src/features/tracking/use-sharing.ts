import { useSyncExternalStore } from 'react'
import { makeSharing } from './sharing.ts'
import { isOn } from './sharing-state.ts'

// sharing goes on while the partner looks at other pages, so it lives outside the tree, one per order
const sharings = new Map<string, ReturnType<typeof makeSharing>>()
const watchers = new Set<() => void>()
const shareWatchers = new Set<() => void>()

function watch(watcher: () => void) {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** The sharing of one order on this device; made when first asked for. */
export function sharingOf(orderId: string) {
  let sharing = sharings.get(orderId)
  if (!sharing) {
    sharing = makeSharing(
      orderId,
      () => {
        for (const watcher of watchers) watcher()
      },
      () => {
        for (const watcher of shareWatchers) watcher()
      },
    )
    sharings.set(orderId, sharing)
  }
  return sharing
}

/** Hears when the server began or ended to take positions for an order. Returns its own ending. */
export function watchShares(watcher: () => void): () => void {
  shareWatchers.add(watcher)
  return () => shareWatchers.delete(watcher)
}

/** Takes consent back for every order this device shares, as before signing out; throws nothing. */
export async function stopAll(): Promise<void> {
  const on = [...sharings.values()].filter((sharing) => isOn(sharing.get().state))
  await Promise.all(on.map((sharing) => sharing.stop().catch(() => undefined)))
}

/** Ends every sharing on this device, as after the session has ended. */
export function haltAll(): void {
  for (const sharing of sharings.values()) sharing.halt()
  sharings.clear()
}

export function useSharing(orderId: string) {
  return useSyncExternalStore(watch, () => sharingOf(orderId).get())
}
