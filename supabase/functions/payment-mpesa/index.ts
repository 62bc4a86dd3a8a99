import { connect, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { mpesa } from '../_shared/payments/mpesa.ts'
import { readMpesa } from '../_shared/payments/settings.ts'
import { paymentMpesa } from './handler.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(get, ['SUPABASE_URL'], ['LINK_SECRET'])
const settings = readMpesa(get)

Deno.serve(
  paymentMpesa({
    rpc: rpcOf(connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })),
    account: settings && { secret: env.LINK_SECRET ?? '', provider: mpesa(settings) },
    log: (line) => console.error(line),
  }),
)
