import { PostgrestClient } from '@supabase/postgrest-js'
import type { SupabaseClient } from '@supabase/supabase-js'
import type { Database } from '../../../supabase/database.types.ts'
import { env } from './env.ts'
import { patientFetch } from './patient-fetch.ts'
import { storedSession } from './session-storage.ts'

type Client = SupabaseClient<Database>
type Auth = Client['auth']
type Bucket = ReturnType<Client['storage']['from']>

const whole = () => import('./supabase-whole.ts').then((module) => module.supabase)

/** Methods that answer later anyway, of a part of the client that is fetched with the first call. */
function late<Part extends object, Name extends keyof Part>(part: () => Promise<Part>): Pick<Part, Name> {
  return new Proxy({} as Pick<Part, Name>, {
    get:
      (_, name) =>
      async (...args: unknown[]) => {
        const found = await part()
        return (found[name as Name] as (...args: unknown[]) => unknown).apply(found, args)
      },
  })
}

/** A token that is used up soon is renewed first, as supabase-js does (EXPIRY_MARGIN_MS there). */
const marginMs = 90_000

async function accessToken(): Promise<string> {
  const kept = storedSession()
  if (!kept) return env.supabaseKey
  if ((kept.expires_at ?? 0) * 1000 - Date.now() > marginMs) return kept.access_token
  return (await (await whole()).auth.getSession()).data.session?.access_token ?? env.supabaseKey
}

const patient = patientFetch(20_000)
const fetchAsReader: typeof fetch = async (input, init) => {
  const headers = new Headers(init?.headers)
  if (!headers.has('authorization')) headers.set('authorization', `Bearer ${await accessToken()}`)
  return patient(input, { ...init, headers })
}

const rest = new PostgrestClient<Database>(`${env.supabaseUrl}/rest/v1`, {
  headers: { apikey: env.supabaseKey },
  fetch: fetchAsReader,
})

/**
 * The client of the app. Rows and calls are here with the first page; sign-in, files and functions are fetched when first used.
 * Live topics and the events of sign-in stand in supabase-whole.ts.
 */
export const supabase = {
  from: rest.from.bind(rest) as Client['from'],
  rpc: rest.rpc.bind(rest) as unknown as Client['rpc'],
  auth: late<
    Auth,
    | 'signInWithPassword'
    | 'signUp'
    | 'signOut'
    | 'resetPasswordForEmail'
    | 'updateUser'
    | 'getSession'
    | 'refreshSession'
  >(async () => (await whole()).auth),
  storage: {
    from: (bucket: string) =>
      late<Bucket, 'upload' | 'download' | 'createSignedUrl' | 'getPublicUrl'>(async () =>
        (await whole()).storage.from(bucket),
      ),
  },
  functions: late<Client['functions'], 'invoke'>(async () => (await whole()).functions),
}
