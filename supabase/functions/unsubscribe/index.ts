import { connect, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { readSender } from '../_shared/sender.ts'
import { unsubscribe } from './handler.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(get, ['SUPABASE_URL', 'LINK_SECRET', 'PUBLIC_FUNCTIONS_URL', 'APP_URL', 'MAIL_FROM'])
const { name, email } = readSender(env.MAIL_FROM)

Deno.serve(
  unsubscribe({
    rpc: rpcOf(connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })),
    linkSecret: env.LINK_SECRET,
    brand: name ?? email,
    appUrl: env.APP_URL,
    servesPages: !/\.supabase\.(co|in|red)$/.test(new URL(env.PUBLIC_FUNCTIONS_URL).hostname),
    log: (line) => console.error(line),
  }),
)
