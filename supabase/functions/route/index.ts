import { connect, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { route } from './handler.ts'
import { readRouter } from './router.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(get, ['SUPABASE_URL', 'WEBHOOK_SECRET'], ['ROUTER_URL', 'ROUTER_PROFILE'])

Deno.serve(
  route({
    webhookSecret: env.WEBHOOK_SECRET,
    rpc: rpcOf(connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })),
    router: readRouter(env.ROUTER_URL, env.ROUTER_PROFILE),
    background: (work) => void EdgeRuntime.waitUntil(work),
    log: (line) => console.error(line),
  }),
)
