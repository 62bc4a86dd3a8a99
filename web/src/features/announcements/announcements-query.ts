import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback } from 'react'
import * as v from 'valibot'
import { rowsOf } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'
import {
  type Announcement,
  type Audience,
  announcementSchema,
  type Channel,
  type Draft,
  isMoving,
  type Listed,
  listedSchema,
  progressSchema,
  reachSchema,
  readingsSchema,
  savable,
} from './announcement.ts'

export const announcementsKey = ['announcements'] as const
const listKey = [...announcementsKey, 'list']
const oneKey = (id: string) => [...announcementsKey, 'one', id]
const progressKey = (id: string) => [...announcementsKey, 'progress', id]
const pageSize = 20
const columns =
  'id, event_type, words, default_locale, audience, channels, priority, action_url, image_url, state, scheduled_for, started_at, finished_at, cancelled_at, fault, updated_at'

/** Newest first, paged by key. */
export function useAnnouncements() {
  return useInfiniteQuery({
    queryKey: listKey,
    initialPageParam: null as Listed | null,
    queryFn: async ({ pageParam }) => {
      const after = pageParam ? { before: pageParam.created_at, before_id: pageParam.id } : {}
      const rows = await rowsOf(supabase.rpc('announcement_list', { ...after, page: pageSize }))
      return v.parse(v.array(listedSchema), rows)
    },
    getNextPageParam: (last) => (last.length < pageSize ? null : last.at(-1)),
  })
}

/** null: there is none, or not yet. */
export function useAnnouncement(id: string) {
  return useQuery({
    queryKey: oneKey(id),
    queryFn: async (): Promise<Announcement | null> => {
      const rows = await rowsOf(supabase.from('announcements').select(columns).eq('id', id).limit(1))
      return rows[0] ? v.parse(announcementSchema, rows[0]) : null
    },
  })
}

/** The figures of one announcement; read again while they move, because only its own steps are broadcast, not each delivery's. */
export function useProgress({ id, state }: Pick<Announcement, 'id' | 'state'>) {
  return useQuery({
    queryKey: progressKey(id),
    queryFn: async () => v.parse(progressSchema, await rowsOf(supabase.rpc('announcement_progress', { id }))),
    refetchInterval: ({ state: { data } }) => (isMoving(state, data) ? 2000 : false),
  })
}

/** How many people an audience has and how many of them can be reached; the last answer stays until the next is there. */
export function useReach(
  audience: Audience,
  event_type: string,
  channels: Channel[] | null,
  isAsked: boolean,
) {
  return useQuery({
    queryKey: [...announcementsKey, 'reach', audience, event_type, channels],
    enabled: isAsked,
    placeholderData: keepPreviousData,
    queryFn: async () =>
      v.parse(
        reachSchema,
        await rowsOf(
          supabase.rpc('preview_audience', { audience, event_type, ...(channels && { channels }) }),
        ),
      ),
  })
}

/** How the words will read on each channel for somebody of this locale. */
export function useReadings(draft: Pick<Draft, 'words' | 'event_type' | 'default_locale'>, locale: string) {
  const { words, event_type, default_locale } = draft
  return useQuery({
    queryKey: [...announcementsKey, 'reading', words, event_type, default_locale, locale],
    placeholderData: keepPreviousData,
    queryFn: async () =>
      v.parse(
        readingsSchema,
        await rowsOf(supabase.rpc('preview_announcement', { words, locale, event_type, default_locale })),
      ),
  })
}

export async function saveDraft(id: string, draft: Draft): Promise<Announcement> {
  const { channels, action_url, image_url, ...rest } = savable(draft)
  const saved = await rowsOf(
    supabase.rpc('save_announcement', {
      id,
      ...rest,
      ...(channels && { channels }),
      ...(action_url && { action_url }),
      ...(image_url && { image_url }),
    }),
  )
  return v.parse(announcementSchema, saved)
}

/** What staff do with an announcement; each answer is the row as it now is. */
export function useAnnouncementActions(id: string) {
  const queryClient = useQueryClient()
  const keep = useCallback(
    (row: Announcement) => {
      queryClient.setQueryData(oneKey(id), row)
      void queryClient.invalidateQueries({ queryKey: listKey })
    },
    [id, queryClient],
  )
  const schedule = useMutation({
    mutationFn: async (at: Date | null) =>
      v.parse(
        announcementSchema,
        await rowsOf(supabase.rpc('schedule_announcement', { id, ...(at && { at: at.toISOString() }) })),
      ),
    onSuccess: keep,
  })
  const cancel = useMutation({
    mutationFn: async () =>
      v.parse(announcementSchema, await rowsOf(supabase.rpc('cancel_announcement', { id }))),
    onSuccess: keep,
  })
  const discard = useMutation({
    mutationFn: () => rowsOf(supabase.rpc('discard_announcement', { id })),
    onSuccess: () => {
      // the list that is kept must not show for a moment what was just thrown away
      queryClient.setQueryData<InfiniteData<Listed[]>>(
        listKey,
        (kept) => kept && { ...kept, pages: kept.pages.map((page) => page.filter((one) => one.id !== id)) },
      )
      void queryClient.invalidateQueries({ queryKey: listKey })
    },
  })
  const edit = useMutation({ mutationFn: (draft: Draft) => saveDraft(id, draft), onSuccess: keep })
  return { schedule, cancel, discard, edit, keep }
}
