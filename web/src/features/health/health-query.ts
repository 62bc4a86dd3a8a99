import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import * as v from 'valibot'
import { rowsOf } from '../../lib/failure.ts'
import { subscribe } from '../../lib/realtime.ts'
import { supabase } from '../../lib/supabase.ts'
import { historySchema, type Span, stateSchema } from './health.ts'

const healthKey = ['health'] as const
/** Asking says that somebody looks, and for two minutes the database then hints at changes. */
const askMs = 60_000

async function fetchHealth(span: Span) {
  const history = v.parse(historySchema, await rowsOf(supabase.rpc('delivery_history', { span })))
  const since = new Date(history.since).toISOString()
  const now = v.parse(stateSchema, await rowsOf(supabase.rpc('delivery_health', { since })))
  return { history, now }
}

/** How sending went in the span, kept true by hints on the topic of staff. */
export function useHealth(span: Span) {
  const queryClient = useQueryClient()
  useEffect(() => {
    const refetch = () => void queryClient.invalidateQueries({ queryKey: healthKey })
    return subscribe('staff', { delivery_health_changed: refetch }, { private: true, onReady: refetch })
  }, [queryClient])
  return useQuery({
    queryKey: [...healthKey, span],
    queryFn: () => fetchHealth(span),
    refetchInterval: askMs,
    placeholderData: keepPreviousData,
  })
}

/** One of the views as CSV. */
export const fetchCsv = (view: string) => rowsOf(supabase.rpc('export_csv', { view_name: view }))
