import { createContext, useContext } from 'react'
import type { OrderKind, OrderStatus } from '../../lib/rows.ts'
import { makeWords, pluralIn } from '../../lib/words.ts'

/** How kinds and statuses are called, which the orders say; app/ puts them in. */
export type OrderWords = { kind: Record<OrderKind, string>; status: Record<OrderStatus, string> }
export const WordsContext = createContext<OrderWords | null>(null)

export function useOrderWords(): OrderWords {
  const words = useContext(WordsContext)
  if (!words) throw new Error('WordsContext is missing')
  return words
}

const plural = pluralIn('en')
const en = {
  title: 'Live operations',
  live: 'Live',
  connecting: (time: string) => `Connecting, as of ${time}`,
  offlineSince: (time: string) => `Offline, as of ${time}`,
  order: 'Order',
  list: 'Orders under way',
  map: (n: number) =>
    plural(n, {
      one: 'Map of # order; the list has the same in words',
      other: 'Map of # orders; the list has the same in words',
    }),
  showAllOrders: 'Show all orders',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  search: 'Search orders under way',
  searchHint: 'Number or name',
  sortBy: 'Sort by',
  show: 'Show',
  filters: {
    all: 'All',
    moving: 'Moving',
    late: 'Late',
    stale: 'Stale',
    paused: 'Paused',
    silent: 'Not sharing',
  },
  sorts: { attention: 'Needs a look', eta: 'Arrival', heard: 'Longest silence', number: 'Order number' },
  states: { moving: 'Moving', still: 'Standing', paused: 'Paused', stale: 'Stale', silent: 'Not sharing' },
  late: 'Late',
  movingAt: (speed: string) => `Moving, ${speed}`,
  pausedAgo: (ago: string) => `Paused ${ago}`,
  staleSince: (ago: string) => `Stale, heard ${ago}`,
  noPosition: 'No position yet',
  about: (range: string) => `about ${range}`,
  forWhom: (partner: string, customer: string) => `${partner} for ${customer}`,
  arrivesAt: 'Arrives',
  loading: 'Loading orders under way',
  offline: 'No network. The orders load when it is back.',
  failed: 'The orders did not load.',
  empty: 'No order is under way right now.',
  noMatch: (words: string) => `No order matches “${words}”.`,
  noMatchAmong: (words: string, filter: string) => `No order matches “${words}” among “${filter}”.`,
  noneIs: (filter: string) => `Nothing is ${filter.toLowerCase()}.`,
  showAll: 'Show all',
  chosen: 'Chosen order',
  notUnderWay: 'Not under way',
  over: 'This order is closed, or its partner has left it.',
  close: 'Close (Esc)',
  status: 'Status',
  partner: 'Partner',
  customer: 'Customer',
  atPickup: 'At the pickup',
  toGo: 'Still to go',
  lastPassed: 'Last passed',
  crossings: {
    arriving: { pickup: 'Near the pickup', dropoff: 'Near the delivery address' },
    arrived: { pickup: 'Arrived at the pickup', dropoff: 'Arrived at the delivery address' },
    left: { pickup: 'Left the pickup', dropoff: 'Left the delivery address' },
  },
  passedAt: (crossing: string, time: string) => `${crossing}, ${time}`,
  lastHeard: 'Last heard',
  within: (distance: string) => `± ${distance}`,
  battery: 'Battery of the phone',
  more: 'More about this order',
  open: 'Open the order',
  conversation: 'Conversation',
  replay: 'Replay',
}
export type Words = typeof en
export const operationsWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
