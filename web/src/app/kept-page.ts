import type { InfiniteData, QueryKey } from '@tanstack/react-query'
import type { MessageLog } from '../features/chat/log/message-log.ts'
import { wholeInbox } from '../features/notifications/inbox-filter.ts'

/** Messages of a room that are kept: what fills a screen several times over. */
const messages = 100

/** Lists by key: their first page is enough to open with, and the rest is fetched when it is scrolled to. */
function firstPage(data: unknown): unknown {
  const paged = data as Partial<InfiniteData<unknown>> | null
  if (!Array.isArray(paged?.pages)) return data
  return { pages: paged.pages.slice(0, 1), pageParams: paged.pageParams?.slice(0, 1) }
}

/** The end of a room; a reader in its middle leaves the end kept before. */
function lastMessages(data: unknown): unknown {
  const log = data as MessageLog
  if (!log.isOpen || log.isDetached) return undefined
  return { ...log, shown: log.shown.slice(-messages), aside: new Map() }
}

/**
 * What a person finds here without a network: orders, bookings, conversations, notifications, and who everybody is. Not where somebody
 * was: positions are for the eyes that look now. Not what staff see of others.
 */
export function keepPage(key: QueryKey, data: unknown): unknown {
  const [feature, part] = key
  switch (feature) {
    case 'orders':
    case 'order_transitions':
    case 'profile':
    case 'rooms':
      return firstPage(data)
    case 'room-log':
      return lastMessages(data)
    case 'notifications':
      // a list through a filter is found again online
      return part === 'list' && JSON.stringify(key[2]) !== JSON.stringify(wholeInbox)
        ? undefined
        : firstPage(data)
    case 'bookings':
      // one's own; what carers and staff have before them is of others
      return (part === 'list' && key[2] === 'mine') || (data as { part?: string } | null)?.part === 'customer'
        ? data
        : undefined
    default:
      return undefined
  }
}
