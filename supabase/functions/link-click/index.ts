import { connect, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { linkClick } from './handler.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(get, ['SUPABASE_URL', 'LINK_SECRET', 'APP_URL'])

Deno.serve(
  linkClick({
    rpc: rpcOf(connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })),
    linkSecret: env.LINK_SECRET,
    appUrl: env.APP_URL,
    log: (line) => console.error(line),
  }),
)
