import { connect, personOf, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { readProviders } from '../_shared/payments/providers.ts'
import { paymentStart } from './handler.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(get, ['SUPABASE_URL', 'APP_URL'])
const client = connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })

Deno.serve(
  paymentStart({
    rpc: rpcOf(client),
    whoIs: (token) => personOf(client, token),
    providers: readProviders(get),
    appUrl: env.APP_URL,
    log: (line) => console.error(line),
  }),
)
