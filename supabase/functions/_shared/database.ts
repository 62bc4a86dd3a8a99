import { createClient } from '@supabase/supabase-js'

/** Calls one RPC with the rights of the service role. Throws RpcFailure. */
export type Rpc = (name: string, parameters: Record<string, unknown>) => Promise<unknown>

/** `isRefusal`: the database read the call and said no, so saying it again is no use. Otherwise nobody knows. */
export class RpcFailure extends Error {
  readonly isRefusal: boolean
  readonly code: string
  constructor(name: string, status: number, code: string, message: string) {
    super(`${name}: ${status} ${code} ${message}`)
    this.isRefusal = status >= 400 && status < 500 && status !== 408 && status !== 429
    this.code = code
  }
}

export type Options = { url: string; key: string; timeoutMs?: number }

/** A supabase-js client without sessions; each request ends after `timeoutMs`, because a hanging one would hold the lease. */
export function connect({ url, key, timeoutMs = 10_000 }: Options) {
  return createClient(url, key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) }) },
  })
}

export type Client = ReturnType<typeof connect>

export function rpcOf(client: Client): Rpc {
  return async (name, parameters) => {
    const { data, error, status } = await client.rpc(name, parameters)
    if (error) throw new RpcFailure(name, status, error.code, error.message)
    return data
  }
}

/**
 * The id of the person a token belongs to; nothing when it is nobody's. Asks Auth, which works with every signing key
 * and knows who signed out or was deleted. Throws when Auth cannot be asked.
 */
export async function personOf(client: Client, token: string): Promise<string | undefined> {
  const { data, error } = await client.auth.getUser(token)
  if (error && !(error.status && error.status >= 400 && error.status < 500)) throw error
  return data.user?.id
}
