import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import * as v from 'valibot'
import { Failure, rowsOf } from '../../lib/failure.ts'
import type { OrderKind, OrderStatus } from '../../lib/rows.ts'
import { supabase } from '../../lib/supabase.ts'

const roleSchema = v.picklist(['customer', 'partner', 'staff'])
export type Role = v.InferOutput<typeof roleSchema>
const personSchema = v.object({
  id: v.string(),
  name: v.string(),
  email: v.nullable(v.string()),
  role: roleSchema,
  avatar_url: v.nullable(v.string()),
  created_at: v.string(),
  seen_at: v.nullable(v.string()),
  open_orders: v.number(),
})
const listedSchema = v.object({ ...personSchema.entries, suspended_until: v.nullable(v.string()) })
export type Listed = v.InferOutput<typeof listedSchema>
const overviewSchema = v.object({
  ...personSchema.entries,
  locale: v.string(),
  time_zone: v.string(),
  phone: v.nullable(v.string()),
  devices: v.number(),
  suspension: v.nullable(
    v.object({ until: v.string(), reason: v.string(), by: v.nullable(v.string()), at: v.string() }),
  ),
  orders: v.array(
    v.object({
      id: v.string(),
      number: v.string(),
      kind: v.custom<OrderKind>((value) => typeof value === 'string'),
      status: v.custom<OrderStatus>((value) => typeof value === 'string'),
      created_at: v.string(),
      is_customer: v.boolean(),
    }),
  ),
  requests: v.array(
    v.object({
      room_id: v.string(),
      number: v.string(),
      subject: v.string(),
      is_open: v.boolean(),
      created_at: v.string(),
    }),
  ),
})
export type Person = v.InferOutput<typeof overviewSchema>
export type PersonOrder = Person['orders'][number]

export const filters = ['all', 'customer', 'partner', 'staff', 'suspended'] as const
export type Filter = (typeof filters)[number]

const peopleKey = ['people'] as const
const pageSize = 30

export function usePeople(filter: Filter, search: string) {
  return useInfiniteQuery({
    queryKey: [...peopleKey, 'page', filter, search],
    initialPageParam: null as Listed | null,
    placeholderData: keepPreviousData,
    queryFn: async ({ pageParam: last }) =>
      v.parse(
        v.array(listedSchema),
        await rowsOf(
          supabase.rpc('people_page', {
            page: pageSize,
            ...(search && { search }),
            ...(filter === 'suspended' && { suspended: true }),
            ...(filter !== 'all' && filter !== 'suspended' && { with_role: filter }),
            ...(last && { before: last.created_at, before_id: last.id }),
          }),
        ),
      ),
    getNextPageParam: (page) => (page.length < pageSize ? undefined : page.at(-1)),
  })
}

/** One person; null when there is none of this id. */
export function usePerson(id: string) {
  return useQuery({
    queryKey: [...peopleKey, 'one', id],
    queryFn: async (): Promise<Person | null> => {
      try {
        return v.parse(overviewSchema, await rowsOf(supabase.rpc('person_overview', { user_id: id })))
      } catch (error) {
        // an address that is no id is nobody's either
        if (error instanceof Failure && (error.code === 'person_not_found' || error.code === '22P02'))
          return null
        throw error
      }
    },
  })
}

/** What staff do about a person; each reads person and list again. */
export function usePersonActions(id: string) {
  const queryClient = useQueryClient()
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: peopleKey })
  const setRole = useMutation({
    mutationFn: (role: Role) => rowsOf(supabase.rpc('set_person_role', { user_id: id, role })),
    onSuccess,
  })
  const suspend = useMutation({
    mutationFn: (o: { until: Date; reason: string }) =>
      rowsOf(supabase.rpc('suspend_person', { user_id: id, until: o.until.toISOString(), reason: o.reason })),
    onSuccess,
  })
  const lift = useMutation({
    mutationFn: () => rowsOf(supabase.rpc('lift_suspension', { user_id: id })),
    onSuccess,
  })
  return { setRole, suspend, lift }
}
