import { createClient } from '@supabase/supabase-js'
import type { Database } from '../../../supabase/database.types.ts'
import { env } from './env.ts'
import { patientFetch } from './patient-fetch.ts'
import { sessionKey } from './session-storage.ts'

/**
 * supabase-js in full: sign-in, live topics, files. Half as much JavaScript as all the rest of a first page, so what such a page
 * needs must not import it: see supabase.ts.
 */
export const supabase = createClient<Database>(env.supabaseUrl, env.supabaseKey, {
  auth: { flowType: 'pkce', storageKey: sessionKey },
  global: { fetch: patientFetch(20_000) },
})
