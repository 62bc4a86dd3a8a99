import { connect, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { videoStatus } from './handler.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(get, ['SUPABASE_URL', 'PUBLIC_FUNCTIONS_URL', 'TWILIO_AUTH_TOKEN'])

Deno.serve(
  videoStatus({
    rpc: rpcOf(connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })),
    authToken: env.TWILIO_AUTH_TOKEN,
    functionsUrl: env.PUBLIC_FUNCTIONS_URL,
    log: (line) => console.error(line),
  }),
)
