import { createClient } from '@supabase/supabase-js'
import type { Database } from '../../../supabase/database.types.ts'
import { env } from './env.ts'
import { patientFetch } from './patient-fetch.ts'
import { sessionKey } from './session-storage.ts'

const fetchWithin = patientFetch(20_000)

/** The one client of the app. It is half of the JavaScript, so what the first paint needs must not import it: see session.tsx. */
export const supabase = createClient<Database>(env.supabaseUrl, env.supabaseKey, {
  auth: { flowType: 'pkce', storageKey: sessionKey },
  global: {
    // a page that is being left still gets this one out
    fetch: (input, init) =>
      fetchWithin(input, { ...init, keepalive: String(input).endsWith('/rpc/pause_sharing') }),
  },
})
