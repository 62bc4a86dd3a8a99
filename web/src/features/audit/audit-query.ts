import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import * as v from 'valibot'
import { rowsOf } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'

const values = v.record(v.string(), v.unknown())
const entrySchema = v.object({
  id: v.number(),
  at: v.string(),
  actor_kind: v.picklist(['staff', 'admin']),
  actor_id: v.nullable(v.string()),
  actor_name: v.nullable(v.string()),
  database_role: v.string(),
  call: v.nullable(v.string()),
  verb: v.string(),
  table_name: v.string(),
  row_key: v.string(),
  person_id: v.nullable(v.string()),
  person_name: v.nullable(v.string()),
  was: values,
  became: values,
})
export type Entry = v.InferOutput<typeof entrySchema>

export const kinds = ['staff', 'admin'] as const
/** What narrows the list; each empty text counts for nothing. */
export type AuditFilter = { actor_kind: string; table: string; since: string; search: string; person: string }
export const noFilter: AuditFilter = { actor_kind: '', table: '', since: '', search: '', person: '' }

const auditKey = ['audit'] as const
const pageSize = 50
const asked = (filter: AuditFilter): Record<string, string> =>
  Object.fromEntries(
    Object.entries(filter)
      .map(([name, value]) => [name, value.trim()] as const)
      .filter(([, value]) => value !== '')
      // a day of the reader's calendar begins at their midnight
      .map(([name, value]) => [name, name === 'since' ? new Date(`${value}T00:00`).toISOString() : value]),
  )

/** Entries, newest first, page by page. */
export function useAudit(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: [...auditKey, 'page', filter],
    initialPageParam: undefined as number | undefined,
    placeholderData: keepPreviousData,
    queryFn: async ({ pageParam: before }) =>
      v.parse(
        v.array(entrySchema),
        await rowsOf(
          supabase.rpc('audit_page', { filter: asked(filter), page: pageSize, ...(before && { before }) }),
        ),
      ),
    getNextPageParam: (last) => (last.length < pageSize ? undefined : last.at(-1)?.id),
  })
}

export function useAuditTables() {
  return useQuery({
    queryKey: [...auditKey, 'tables'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => v.parse(v.array(v.string()), await rowsOf(supabase.rpc('audit_tables'))),
  })
}

export const fetchAuditCsv = (filter: AuditFilter) =>
  rowsOf(supabase.rpc('audit_csv', { filter: asked(filter) }))
