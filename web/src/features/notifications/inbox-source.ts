import * as v from 'valibot'
import type { Json } from '../../../../supabase/database.types.ts'
import { rowsOf } from '../../lib/failure.ts'
import type { Rows } from '../../lib/rows.ts'
import { type InboxFilter, wireFilter } from './inbox-filter.ts'
import { type Notification, notificationSchema } from './notification.ts'

export const pageSize = 50
export type Cursor = Pick<Notification, 'inbox_at' | 'id'>
/** Which notifications a call is about: named ones, or all that a filter showed up to a time. */
export type Target = { ids: string[] } | { filter: InboxFilter; before: string }

const list = v.array(notificationSchema)
const changed = v.object({ change_id: v.nullable(v.string()), count: v.number(), unread: v.number() })
const undone = v.object({ count: v.number(), unread: v.number() })
const statistics = v.array(
  v.object({ category: v.string(), label: v.string(), unread: v.number(), total: v.number() }),
)
export type Changed = v.InferOutput<typeof changed>
export type CategoryCount = v.InferOutput<typeof statistics>[number]

const calls = {
  read: 'mark_notifications_read',
  unread: 'mark_notifications_unread',
  archive: 'archive_notifications',
  unarchive: 'unarchive_notifications',
  delete: 'delete_notifications',
  unsnooze: 'unsnooze_notifications',
} as const
/** What a person does with notifications; `snooze` says until when. */
export type Action = { name: keyof typeof calls } | { name: 'snooze'; until: string }

const named = (target: Target): { ids: string[] } | { filter: Json } =>
  'ids' in target ? { ids: target.ids } : { filter: wireFilter(target.filter, target.before) }

/** The inbox of whoever this client is signed in as. Every call throws a Failure. */
export function makeInboxSource(supabase: Rows) {
  return {
    async page(filter: InboxFilter, after: Cursor | null, page_size = pageSize) {
      const cursor = after && { before_at: after.inbox_at, before_id: after.id }
      return v.parse(
        list,
        await rowsOf(supabase.rpc('inbox_page', { filter: wireFilter(filter), page_size, ...cursor })),
      )
    },
    unread: async () => v.parse(v.number(), await rowsOf(supabase.rpc('unread_count'))),
    statistics: async () => v.parse(statistics, await rowsOf(supabase.rpc('inbox_statistics'))),
    seen: async (ids: string[]) => void (await rowsOf(supabase.rpc('mark_notifications_seen', { ids }))),
    async change(action: Action, target: Target): Promise<Changed> {
      const call =
        action.name === 'snooze'
          ? supabase.rpc('snooze_notifications', { until: action.until, ...named(target) })
          : supabase.rpc(calls[action.name], named(target))
      return v.parse(changed, await rowsOf(call))
    },
    undo: async (change_id: string) =>
      v.parse(undone, await rowsOf(supabase.rpc('undo_inbox_change', { change_id }))),
  }
}

export type InboxSource = ReturnType<typeof makeInboxSource>
