import { connect, personOf, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { readProviders } from '../_shared/payments/providers.ts'
import { paymentRead } from './handler.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(get, ['SUPABASE_URL'])
const client = connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })

Deno.serve(
  paymentRead({
    rpc: rpcOf(client),
    whoIs: (token) => personOf(client, token),
    providers: readProviders(get),
    log: (line) => console.error(line),
  }),
)
