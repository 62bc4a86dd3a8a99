import type { SupabaseClient } from '@supabase/supabase-js'
import type { Database } from '../../../supabase/database.types.ts'

type Tables = Database['public']['Tables']
/** A row as the API gives it: `Row<'orders'>`. */
export type Row<T extends keyof Tables> = Tables[T]['Row']
export type OrderStatus = Database['public']['Enums']['order_status']
export type OrderKind = Database['public']['Enums']['order_kind']
export type PersonRole = Database['public']['Enums']['person_role']
export type ShareStatus = Database['public']['Enums']['share_status']

/** What reads rows and makes calls, whichever client it is. */
export type Rows = Pick<SupabaseClient<Database>, 'from' | 'rpc'>
