import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import WebSocket from 'ws'
import type { Database } from '../database.types.ts'

export type Person = { id: string; supabase: SupabaseClient<Database> }

/** Where the demo acts: what `npm run status -- -o json` prints. */
export type Target = {
  stack: string
  SUPABASE_URL: string
  SUPABASE_PUBLISHABLE_KEY: string
  SUPABASE_DB_URL: string
  SANDBOX_URL: string
}

export async function signIn(target: Target, email: string): Promise<Person> {
  const supabase = createClient<Database>(target.SUPABASE_URL, target.SUPABASE_PUBLISHABLE_KEY, {
    auth: { persistSession: false },
    // Node before 22 has no WebSocket of its own
    realtime: { transport: WebSocket as never },
  })
  const { data, error } = await supabase.auth.signInWithPassword({ email, password: 'orderline-demo' })
  if (error)
    throw new Error(
      `${email} cannot sign in (${error.message}). The demo people come with supabase/seed.sql: npm run reset.`,
    )
  // without this the first private join is judged as nobody
  await supabase.realtime.setAuth()
  return { id: data.user.id, supabase }
}

/** Joins a private topic and hands over each event; resolves once it hears, rejects after 15 s. */
export function hear(
  person: Person,
  topic: string,
  tell: (event: string, payload: Record<string, unknown>) => void,
) {
  return new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`Could not join ${topic} within 15 s.`)), 15_000)
    person.supabase
      .channel(topic, { config: { private: true } })
      .on('broadcast', { event: '*' }, ({ event, payload }) => tell(event, payload))
      .subscribe((status) => {
        if (status !== 'SUBSCRIBED') return
        clearTimeout(late)
        resolve()
      })
  })
}

/** The data of an answer; throws what the API said. */
export function unwrap<T>(answer: {
  data: T
  error: { message: string; hint?: string } | null
}): NonNullable<T> {
  if (answer.error) throw new Error(`${answer.error.message} (${answer.error.hint ?? 'no code'})`)
  if (answer.data === null || answer.data === undefined) throw new Error('The API answered nothing.')
  return answer.data
}
