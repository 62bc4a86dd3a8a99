import { connect, rpcOf } from '../_shared/database.ts'
import { openOutbox } from '../_shared/deliveries.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { sendSms } from './handler.ts'
import { twilioMessages } from './twilio.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(
  get,
  [
    'SUPABASE_URL',
    'WEBHOOK_SECRET',
    'PUBLIC_FUNCTIONS_URL',
    'TWILIO_ACCOUNT_SID',
    'TWILIO_AUTH_TOKEN',
    'TWILIO_MESSAGING_SERVICE_SID',
  ],
  ['TWILIO_API_BASE', 'SB_EXECUTION_ID'],
)
const log = (line: string) => console.error(line)
const rpc = rpcOf(connect({ url: env.SUPABASE_URL, key: readSecretKey(get) }))
const worker = `send-sms ${env.SB_EXECUTION_ID ?? crypto.randomUUID()}`

Deno.serve(
  sendSms({
    webhookSecret: env.WEBHOOK_SECRET,
    outbox: openOutbox(rpc, 'sms', worker, log),
    provider: twilioMessages({
      accountSid: env.TWILIO_ACCOUNT_SID,
      authToken: env.TWILIO_AUTH_TOKEN,
      messagingServiceSid: env.TWILIO_MESSAGING_SERVICE_SID,
      functionsUrl: env.PUBLIC_FUNCTIONS_URL,
      apiBase: env.TWILIO_API_BASE,
    }),
    background: (work) => void EdgeRuntime.waitUntil(work),
    log,
  }),
)
