import { useInfiniteQuery } from '@tanstack/react-query'
import * as v from 'valibot'
import { rowsOf } from '../../lib/failure.ts'
import { useMyId } from '../../lib/session.tsx'
import { supabase } from '../../lib/supabase.ts'
import { channels } from './grid.ts'

const pageSize = 10
const consent = v.object({
  id: v.number(),
  category: v.string(),
  channel: v.picklist(channels),
  is_enabled: v.boolean(),
  source: v.string(),
  wording_version: v.nullable(v.string()),
  created_at: v.string(),
})
export type Consent = v.InferOutput<typeof consent> & { label: string | null; wording: string | null }

const named = v.array(v.object({ key: v.string(), label: v.string() }))
const worded = v.array(v.object({ version: v.string(), body: v.string() }))

async function page(before: number | null): Promise<Consent[]> {
  let asked = supabase
    .from('consent_log')
    .select('id, category, channel, is_enabled, source, wording_version, created_at')
    .order('id', { ascending: false })
    .limit(pageSize)
  if (before !== null) asked = asked.lt('id', before)
  const rows = v.parse(v.array(consent), await rowsOf(asked))
  const versions = [...new Set(rows.flatMap(({ wording_version }) => wording_version ?? []))]
  const categories = [...new Set(rows.map(({ category }) => category))]
  const [wordings, labels] = await Promise.all([
    versions.length === 0
      ? []
      : rowsOf(supabase.from('consent_wordings').select('version, body').in('version', versions)),
    rowsOf(supabase.from('notification_categories').select('key, label').in('key', categories)),
  ])
  const bodies = new Map(v.parse(worded, wordings).map(({ version, body }) => [version, body]))
  const names = new Map(v.parse(named, labels).map(({ key, label }) => [key, label]))
  return rows.map((row) => ({
    ...row,
    label: names.get(row.category) ?? null,
    wording: bodies.get(row.wording_version ?? '') ?? null,
  }))
}

/** What the person switched on and off, newest first, with the words that stood beside it then. */
export function useConsents() {
  const me = useMyId()
  return useInfiniteQuery({
    queryKey: ['preferences', 'consents', me],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam }) => page(pageParam),
    getNextPageParam: (last) => (last.length < pageSize ? null : (last.at(-1)?.id ?? null)),
  })
}
