import { connect, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { flutterwave } from '../_shared/payments/flutterwave.ts'
import { readFlutterwave } from '../_shared/payments/settings.ts'
import { paymentFlutterwave } from './handler.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(get, ['SUPABASE_URL'])
const settings = readFlutterwave(get)

Deno.serve(
  paymentFlutterwave({
    rpc: rpcOf(connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })),
    account: settings && { secretHash: settings.secretHash, verify: flutterwave(settings).verify },
    log: (line) => console.error(line),
  }),
)
