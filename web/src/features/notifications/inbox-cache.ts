import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { fits, type InboxFilter, wholeInbox } from './inbox-filter.ts'
import { type Cursor, type InboxSource, pageSize } from './inbox-source.ts'
import { type Notification, withNotification } from './notification.ts'

export const notificationsKey = ['notifications'] as const
const listsKey = [...notificationsKey, 'list'] as const
const latestKey = [...notificationsKey, 'latest'] as const
const unreadKey = [...notificationsKey, 'unread'] as const
export const panelSize = 10

/** What the hooks ask for, beside its keys; tests watch the same. */
export const inboxQueries = (source: InboxSource) => ({
  list: (filter: InboxFilter) => ({
    queryKey: [...listsKey, filter] as const,
    initialPageParam: null as Cursor | null,
    queryFn: ({ pageParam }: { pageParam: Cursor | null }) => source.page(filter, pageParam),
    getNextPageParam: (last: Notification[]) => (last.length < pageSize ? null : (last.at(-1) ?? null)),
  }),
  latest: () => ({ queryKey: latestKey, queryFn: () => source.page(wholeInbox, null, panelSize) }),
  unread: () => ({ queryKey: unreadKey, queryFn: () => source.unread() }),
  statistics: () => ({
    queryKey: [...notificationsKey, 'statistics'] as const,
    queryFn: () => source.statistics(),
  }),
})

type Pages = InfiniteData<Notification[], Cursor | null>

/** Changes every list that is kept, each by the filter it was asked with. */
function eachList(
  queryClient: QueryClient,
  change: (list: Notification[], filter: InboxFilter, isTop: boolean) => Notification[],
): void {
  queryClient.setQueryData<Notification[]>(latestKey, (latest) => latest && change(latest, wholeInbox, true))
  for (const [key] of queryClient.getQueriesData<Pages>({ queryKey: listsKey })) {
    const filter = key[2] as InboxFilter
    queryClient.setQueryData<Pages>(
      key,
      (kept) => kept && { ...kept, pages: kept.pages.map((page, at) => change(page, filter, at === 0)) },
    )
  }
}

/** Shows a change before the server has answered: rows get their new marks, and leave the lists they no longer fit. */
export function patchLists(
  queryClient: QueryClient,
  change: (one: Notification) => Notification | null,
): void {
  eachList(queryClient, (list, filter) =>
    list.flatMap((one) => {
      const next = change(one)
      // what is untouched stays, also where the clock has moved on since it was fetched
      return next === one || (next && fits(filter, next)) ? [next] : []
    }),
  )
}

/** Puts a notification on top of every list it belongs to, and takes it from where it stood before. */
export function addToLists(queryClient: QueryClient, added: Notification): void {
  eachList(queryClient, (list, filter, isTop) =>
    isTop && fits(filter, added) ? withNotification(list, added) : list.filter(({ id }) => id !== added.id),
  )
}

export function setUnread(queryClient: QueryClient, unread: number): void {
  queryClient.setQueryData(unreadKey, unread)
}
