import { createClient } from '@supabase/supabase-js'
import type { Database } from '../../../supabase/database.types.ts'
import { env } from './env.ts'
import { patientFetch } from './patient-fetch.ts'
import { sessionKey } from './session-storage.ts'

/** The one client of the app. It is half of the JavaScript, so what the first paint needs must not import it: see session.tsx. */
export const supabase = createClient<Database>(env.supabaseUrl, env.supabaseKey, {
  auth: { flowType: 'pkce', storageKey: sessionKey },
  global: { fetch: patientFetch(20_000) },
})
