import { connect, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { openPaypal, readPaypal } from '../_shared/payments/paypal-api.ts'
import { paymentPaypal } from './handler.ts'
import { paypalVerifier } from './signature.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(get, ['SUPABASE_URL'])
const settings = readPaypal(get)

Deno.serve(
  paymentPaypal({
    rpc: rpcOf(connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })),
    account: settings && { paypal: openPaypal(settings), isSigned: paypalVerifier(settings) },
    log: (line) => console.error(line),
  }),
)
