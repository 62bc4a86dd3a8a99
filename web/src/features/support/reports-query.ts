import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { rowsOf } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'
import { supportKey } from './support-query.ts'

const nullableText = v.nullable(v.string())
export const outcomes = ['dismissed', 'deleted', 'muted', 'suspended'] as const
export type Outcome = (typeof outcomes)[number]

const reportSchema = v.object({
  id: v.string(),
  created_at: v.string(),
  reason: v.picklist(['spam', 'abuse', 'scam', 'private_data', 'other']),
  comment: nullableText,
  body: nullableText,
  is_deleted: v.boolean(),
  room_title: nullableText,
  sender_id: nullableText,
  sender_name: nullableText,
  reporter_name: nullableText,
  reports_of_sender: v.number(),
  suspended_until: nullableText,
  settled_at: nullableText,
  settled_by_name: nullableText,
  outcome: v.nullable(v.picklist(outcomes)),
  note: nullableText,
})
/** One row of report_queue(). */
export type Report = v.InferOutput<typeof reportSchema>
const most = 100

export function useReports(is_settled: boolean) {
  return useQuery({
    queryKey: [...supportKey, 'reports', is_settled],
    refetchInterval: 60_000,
    queryFn: async () =>
      v.parse(v.array(reportSchema), await rowsOf(supabase.rpc('report_queue', { is_settled, page: most }))),
  })
}

export function useSettle() {
  const queryClient = useQueryClient()
  const onSettled = () => queryClient.invalidateQueries({ queryKey: supportKey })
  return {
    settle: useMutation({
      mutationFn: ({
        id,
        outcome,
        note,
        until,
      }: {
        id: string
        outcome: Outcome
        note: string
        until: Date
      }) =>
        rowsOf(
          supabase.rpc('settle_report', {
            id,
            outcome,
            note,
            ...((outcome === 'muted' || outcome === 'suspended') && { until: until.toISOString() }),
          }),
        ),
      onSettled,
    }),
    lift: useMutation({
      mutationFn: (user_id: string) => rowsOf(supabase.rpc('lift_suspension', { user_id })),
      onSettled,
    }),
  }
}
