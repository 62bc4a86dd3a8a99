import { connect, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { emailEvents } from './handler.ts'
import { readVerificationKey } from './sendgrid-signature.ts'
import { readSecrets } from './svix.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(get, ['SUPABASE_URL'], ['RESEND_WEBHOOK_SECRET', 'SENDGRID_WEBHOOK_KEY'])
const { RESEND_WEBHOOK_SECRET, SENDGRID_WEBHOOK_KEY } = env
if (!RESEND_WEBHOOK_SECRET && !SENDGRID_WEBHOOK_KEY)
  throw new Error('Missing in the environment: RESEND_WEBHOOK_SECRET or SENDGRID_WEBHOOK_KEY')

Deno.serve(
  emailEvents({
    rpc: rpcOf(connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })),
    ...(RESEND_WEBHOOK_SECRET ? { resendSecrets: readSecrets(RESEND_WEBHOOK_SECRET) } : {}),
    ...(SENDGRID_WEBHOOK_KEY ? { sendgridKey: await readVerificationKey(SENDGRID_WEBHOOK_KEY) } : {}),
    log: (line) => console.error(line),
  }),
)
