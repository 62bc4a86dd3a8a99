import * as v from 'valibot'
import { env } from './env.ts'
import { sessionKey } from './session-storage.ts'

const stored = v.object({ access_token: v.string() })

function storedToken(): string | null {
  try {
    const read = v.safeParse(stored, JSON.parse(localStorage.getItem(sessionKey) ?? 'null'))
    return read.success ? read.output.access_token : null
  } catch {
    return null
  }
}

/**
 * Calls the database in this very moment, by a request that outlives the page. supabase-js first asks for the session, and a
 * page that is being hidden may be frozen before the answer. Resolves when the server answered or could not be reached; throws nothing.
 */
export async function lastCall(name: string, parameters: Record<string, unknown>): Promise<void> {
  const token = storedToken()
  if (!token) return
  await fetch(`${env.supabaseUrl}/rest/v1/rpc/${name}`, {
    method: 'POST',
    keepalive: true,
    headers: {
      apikey: env.supabaseKey,
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(parameters),
  }).catch(() => undefined)
}
