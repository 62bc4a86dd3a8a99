import { useSyncExternalStore } from 'react'
import type { Destination } from '../src/index.ts'

/** Where the shop is; its router is the part of the address behind the #. */
export type Place = { orderId: string | null }

const listen = (watch: () => void) => {
  window.addEventListener('hashchange', watch)
  return () => window.removeEventListener('hashchange', watch)
}

export function usePlace(): Place {
  const hash = useSyncExternalStore(listen, () => window.location.hash)
  return { orderId: /^#order=(.+)$/.exec(hash)?.[1] ?? null }
}

/** The shop's own address of what a press inside Orderline leads to. */
export const hrefOf = (to: Destination): string => (to.page === 'order' ? `#order=${to.orderId}` : '#inbox')

export const open = (to: Destination): void => {
  window.location.hash = hrefOf(to)
}
