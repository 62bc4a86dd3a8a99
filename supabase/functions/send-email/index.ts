import { connect, rpcOf } from '../_shared/database.ts'
import { openOutbox } from '../_shared/deliveries.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { readSender } from '../_shared/sender.ts'
import { sendEmail } from './handler.ts'
import type { MailProvider } from './mail.ts'
import { paced } from './pace.ts'
import { resend } from './resend.ts'
import { sendgrid } from './sendgrid.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(
  get,
  ['SUPABASE_URL', 'WEBHOOK_SECRET', 'LINK_SECRET', 'PUBLIC_FUNCTIONS_URL', 'APP_URL', 'MAIL_FROM'],
  ['RESEND_API_KEY', 'SENDGRID_API_KEY', 'MAIL_API_BASE', 'MAIL_COMPANY', 'SB_EXECUTION_ID'],
)
const { RESEND_API_KEY, SENDGRID_API_KEY, MAIL_API_BASE: apiBase, MAIL_COMPANY } = env
if (!RESEND_API_KEY && !SENDGRID_API_KEY)
  throw new Error('Missing in the environment: RESEND_API_KEY or SENDGRID_API_KEY')
const providers: Record<string, MailProvider> = {
  ...(RESEND_API_KEY ? { resend: paced(resend({ apiKey: RESEND_API_KEY, apiBase })) } : {}),
  ...(SENDGRID_API_KEY ? { sendgrid: paced(sendgrid({ apiKey: SENDGRID_API_KEY, apiBase })) } : {}),
}
const log = (line: string) => console.error(line)
const rpc = rpcOf(connect({ url: env.SUPABASE_URL, key: readSecretKey(get) }))
const worker = `send-email ${env.SB_EXECUTION_ID ?? crypto.randomUUID()}`

Deno.serve(
  sendEmail({
    webhookSecret: env.WEBHOOK_SECRET,
    outbox: openOutbox(rpc, 'email', worker, log),
    house: {
      from: readSender(env.MAIL_FROM),
      appUrl: env.APP_URL,
      functionsUrl: env.PUBLIC_FUNCTIONS_URL,
      linkSecret: env.LINK_SECRET,
      // one line in .env: a \n written out parts the lines
      ...(MAIL_COMPANY ? { company: MAIL_COMPANY.replaceAll('\\n', '\n') } : {}),
    },
    providers,
    background: (work) => void EdgeRuntime.waitUntil(work),
    log,
  }),
)
