import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { supabase } from '../../lib/supabase.ts'
import { inboxQueries } from './inbox-cache.ts'
import { type InboxFilter, wholeInbox } from './inbox-filter.ts'
import { makeInboxSource } from './inbox-source.ts'

export const inboxSource = makeInboxSource(supabase)
const queries = inboxQueries(inboxSource)

/** The inbox through a filter, newest first, paged by key. */
export function useNotifications(filter: InboxFilter = wholeInbox) {
  return useInfiniteQuery(queries.list(filter))
}

/** The last ten, for the bell's panel. */
export function useLatestNotifications() {
  return useQuery(queries.latest())
}

/** How many are unread: counted by the database at every change, never added up here. */
export function useUnreadCount(): number {
  return useQuery(queries.unread()).data ?? 0
}

/** What the person has, by category. */
export function useInboxStatistics() {
  return useQuery(queries.statistics())
}
