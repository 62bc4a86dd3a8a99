import { connect, personOf, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { parseOrigins } from '../_shared/push-endpoint.ts'
import { pushSubscription } from './handler.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(get, ['SUPABASE_URL'], ['PUSH_EXTRA_ORIGINS'])
const client = connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })

Deno.serve(
  pushSubscription({
    rpc: rpcOf(client),
    whoIs: (token) => personOf(client, token),
    extraOrigins: parseOrigins(env.PUSH_EXTRA_ORIGINS),
    log: (line) => console.error(line),
  }),
)
