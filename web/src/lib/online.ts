import { useSyncExternalStore } from 'react'

function watch(changed: () => void): () => void {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}

/** Whether the device has a network; true says nothing about reaching the server. */
export function useOnline(): boolean {
  return useSyncExternalStore(watch, () => navigator.onLine)
}
