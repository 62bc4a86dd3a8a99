import { connect, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { readProviders } from '../_shared/payments/providers.ts'
import { paymentSweep } from './handler.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(get, ['SUPABASE_URL', 'WEBHOOK_SECRET'])

Deno.serve(
  paymentSweep({
    webhookSecret: env.WEBHOOK_SECRET,
    rpc: rpcOf(connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })),
    providers: readProviders(get),
    background: (work) => void EdgeRuntime.waitUntil(work),
    log: (line) => console.error(line),
  }),
)
