import { type InfiniteData, type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import * as v from 'valibot'
import { rowsOf } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'
import { type Notification, notificationSchema, withNotification } from './notification.ts'

export type Filter = 'all' | 'unread'
type Cursor = Pick<Notification, 'created_at' | 'id'>

export const notificationsKey = ['notifications'] as const
const listKey = (filter: Filter) => [...notificationsKey, 'list', filter]
const latestKey = [...notificationsKey, 'latest']
const unreadKey = [...notificationsKey, 'unread']

const pageSize = 30
const panelSize = 10
const columns =
  'id, event_type, category, priority, title, body, action_url, action_label, image_url, created_at, read_at, archived_at'
const list = v.array(notificationSchema)

function newestFirst(limit: number) {
  return supabase
    .from('notifications')
    .select(columns)
    .is('archived_at', null)
    .order('created_at', { ascending: false })
    .order('id', { ascending: false })
    .limit(limit)
}

async function fetchPage(filter: Filter, after: Cursor | null): Promise<Notification[]> {
  let page = newestFirst(pageSize)
  if (filter === 'unread') page = page.is('read_at', null)
  if (after) {
    const { created_at, id } = after
    page = page.or(`created_at.lt."${created_at}",and(created_at.eq."${created_at}",id.lt."${id}")`)
  }
  return v.parse(list, await rowsOf(page))
}

/** The inbox, newest first, paged by key; archived ones are left out. */
export function useNotifications(filter: Filter = 'all') {
  return useInfiniteQuery({
    queryKey: listKey(filter),
    initialPageParam: null as Cursor | null,
    queryFn: ({ pageParam }) => fetchPage(filter, pageParam),
    getNextPageParam: (last) => (last.length < pageSize ? null : last.at(-1)),
  })
}

/** The last ten, for the bell's panel. */
export function useLatestNotifications() {
  return useQuery({
    queryKey: latestKey,
    queryFn: async () => v.parse(list, await rowsOf(newestFirst(panelSize))),
  })
}

/** How many are unread: counted by the database at every change, never added up here. */
export function useUnreadCount(): number {
  const { data } = useQuery({
    queryKey: unreadKey,
    queryFn: async () => v.parse(v.number(), await rowsOf(supabase.rpc('unread_count'))),
  })
  return data ?? 0
}

type Pages = InfiniteData<Notification[], Cursor | null>

/** Changes every list that is kept, so that a press shows before the server has answered. */
export function patchLists(queryClient: QueryClient, change: (list: Notification[]) => Notification[]): void {
  queryClient.setQueryData<Notification[]>(latestKey, (latest) => latest && change(latest))
  for (const filter of ['all', 'unread'] as const) {
    queryClient.setQueryData<Pages>(
      listKey(filter),
      (kept) => kept && { ...kept, pages: kept.pages.map((page) => change(page)) },
    )
  }
}

/** Puts a new notification on top of every list that is kept. */
export function addToLists(queryClient: QueryClient, added: Notification): void {
  queryClient.setQueryData<Notification[]>(
    latestKey,
    (latest) => latest && withNotification(latest, added).slice(0, panelSize),
  )
  for (const filter of ['all', 'unread'] as const) {
    queryClient.setQueryData<Pages>(listKey(filter), (kept) => {
      const [first, ...rest] = kept?.pages ?? []
      if (!kept || !first || kept.pages.some((page) => page.some(({ id }) => id === added.id))) return kept
      return { ...kept, pages: [withNotification(first, added), ...rest] }
    })
  }
}
