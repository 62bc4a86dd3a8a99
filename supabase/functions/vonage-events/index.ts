import { connect, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { vonageEvents } from './handler.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(get, ['SUPABASE_URL', 'VONAGE_SIGNATURE_SECRET'])

Deno.serve(
  vonageEvents({
    rpc: rpcOf(connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })),
    signatureSecret: env.VONAGE_SIGNATURE_SECRET,
    log: (line) => console.error(line),
  }),
)
