import { connect, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { openReceipts, paymentReceipt } from './handler.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(get, ['SUPABASE_URL', 'WEBHOOK_SECRET'], ['MAIL_COMPANY'])
const client = connect({ url: env.SUPABASE_URL, key: readSecretKey(get), timeoutMs: 15_000 })

Deno.serve(
  paymentReceipt({
    webhookSecret: env.WEBHOOK_SECRET,
    rpc: rpcOf(client),
    store: openReceipts(client),
    // one line in .env: a \n written out parts the lines
    company: env.MAIL_COMPANY?.replaceAll('\\n', '\n'),
    background: (work) => void EdgeRuntime.waitUntil(work),
    log: (line) => console.error(line),
  }),
)
