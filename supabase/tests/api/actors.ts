import { createHmac } from 'node:crypto'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import pg from 'pg'
import WebSocket from 'ws'
import type { Database } from '../../database.types.ts'

export type Client = SupabaseClient<Database>
export type Person = { name: string; id: string; token: string; supabase: Client }

const setting = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; run the scenarios with: npm test -- api`)
  return value
}

export const url = setting('SUPABASE_URL')
export const publishableKey = setting('SUPABASE_PUBLISHABLE_KEY')
export const sandboxUrl = setting('SANDBOX_URL')

function client(token?: string): Client {
  return createClient<Database>(url, publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    // Node before 22 has no WebSocket of its own
    realtime: { transport: WebSocket as never },
    ...(token && { accessToken: async () => token }),
  })
}

/** SQL as role postgres: what an admin does in the dashboard. */
export async function asAdmin<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
  const connection = new pg.Client({ connectionString: setting('SUPABASE_DB_URL') })
  await connection.connect()
  return connection
    .query<T>(sql, values)
    .then(({ rows }) => rows)
    .finally(() => connection.end())
}

/** Somebody new, signed up through Auth. */
export async function person(
  name: string,
  role: 'customer' | 'partner' | 'staff' = 'customer',
): Promise<Person> {
  const supabase = client()
  const email = `${name.toLowerCase()}.${crypto.randomUUID()}@example.com`
  const { data, error } = await supabase.auth.signUp({
    email,
    password: 'correct horse battery',
    options: { data: { name } },
  })
  if (error || !data.session || !data.user)
    throw new Error(`${name} cannot sign up: ${error?.message ?? 'no session'}`)
  if (role !== 'customer')
    await asAdmin('update public.profiles set role = $2 where id = $1', [data.user.id, role])
  await supabase.realtime.setAuth()
  return { name, id: data.user.id, token: data.session.access_token, supabase }
}

export const nobody = (): Client => client()
/** Whoever shows this token, true or not. */
export const bearer = (token: string): Client => client(token)

const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url')

/** A token that says what a real one says, signed with a secret that is not ours. */
export function forged(like: Person): string {
  const [head = '', body = ''] = like.token.split('.')
  return `${head}.${body}.${createHmac('sha256', 'not the secret').update(`${head}.${body}`).digest('base64url')}`
}

/** A token without a signature, which claims to need none. */
export function unsigned(like: Person): string {
  const claims = JSON.parse(Buffer.from(like.token.split('.')[1] ?? '', 'base64url').toString())
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ ...claims, role: 'service_role' })}.`
}

/** Places an order as somebody. */
export async function placeOrder({ supabase }: Person, client_id = crypto.randomUUID() as string) {
  const { data, error } = await supabase.rpc('place_order', {
    client_id,
    kind: 'laundry',
    pickup_address: 'Laundry, Main Street 3',
    pickup_lat: 45.2735,
    pickup_lng: 13.7142,
    dropoff_address: 'Harbour Road 12',
    dropoff_lat: 45.2855,
    dropoff_lng: 13.7262,
  })
  if (error) throw new Error(`${error.code} ${error.hint} ${error.message}`)
  return data
}

type Heard = { event: string; payload: Record<string, unknown> }

/** Joins a private topic: what it heard, or why it was not let in. */
export async function join(
  supabase: Client,
  topic: string,
): Promise<{ state: 'joined'; heard: Heard[] } | { state: 'refused' }> {
  const heard: Heard[] = []
  const channel = supabase.channel(topic, { config: { private: true } })
  channel.on('broadcast', { event: '*' }, ({ event, payload }) => heard.push({ event, payload }))
  return new Promise((resolve) => {
    channel.subscribe((status) => {
      if (status === 'SUBSCRIBED') resolve({ state: 'joined', heard })
      if (status === 'CHANNEL_ERROR' || status === 'TIMED_OUT') {
        void supabase.removeChannel(channel)
        resolve({ state: 'refused' })
      }
    })
  })
}
